/* SPDX-License-Identifier: EUPL-1.2 */
/* A request to the loket and its response, as values: no socket, no library of the network.
 *
 * Counted; a request is not changed once it was handed to a transport. Header names compare
 * without regard to case. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *method;        /* GET, PUT, POST, ... */
  char *path;          /* from the base address, with a leading slash, percent-encoded */
  char *query;         /* (nullable): without the question mark, encoded */
  GHashTable *headers; /* lower-case name -> value */
  GBytes *body;        /* (nullable) */
  guint timeout_s;     /* 0: the transport's own */
  gatomicrefcount ref_count;
} LoketRequest;

typedef struct {
  guint status;
  GHashTable *headers; /* lower-case name -> value */
  GBytes *body;        /* never NULL; may be empty */
  gatomicrefcount ref_count;
} LoketResponse;

LoketRequest *loket_request_new        (const char *method, const char *path);
LoketRequest *loket_request_ref        (LoketRequest *self);
void          loket_request_unref      (LoketRequest *self);
void          loket_request_add_query  (LoketRequest *self, const char *name, const char *value);
char         *loket_request_dup_query_value (LoketRequest *self, const char *name);
void          loket_request_set_header (LoketRequest *self, const char *name, const char *value);
const char   *loket_request_get_header (LoketRequest *self, const char *name);
void          loket_request_set_body   (LoketRequest *self, GBytes *body, const char *content_type);

LoketResponse *loket_response_new        (guint status);
LoketResponse *loket_response_ref        (LoketResponse *self);
void           loket_response_unref      (LoketResponse *self);
void           loket_response_set_header (LoketResponse *self, const char *name, const char *value);
const char    *loket_response_get_header (LoketResponse *self, const char *name);
void           loket_response_set_body   (LoketResponse *self, GBytes *body, const char *content_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRequest, loket_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketResponse, loket_response_unref)

G_END_DECLS
