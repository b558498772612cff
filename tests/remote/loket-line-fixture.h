/* SPDX-License-Identifier: EUPL-1.2 */
/* A transport, and a real HTTP server that misbehaves by the path. */
#pragma once

#include <libsoup/soup.h>

#include "loket-soup-transport.h"

G_BEGIN_DECLS

enum {
  LINE_LIMIT_BYTES = 1024 * 1024,
  LINE_HUNDRED_MB = 100 * 1024 * 1024
};

typedef struct {
  SoupServer *server;
  char *base_url;
  LoketClock *clock;
  LoketRandom *random;
  char *token_file;
  guint port;
  /* What the server saw last. */
  char *path;
  char *query;
  char *authorization;
  char *trace_id;
  char *accept_language;
  char *user_agent;
  GBytes *received;
  gsize bytes_written;
  gboolean finished;
  gboolean was_cut;
} LineFixture;

void            line_set_up         (LineFixture *self, gconstpointer data);
void            line_set_up_tls     (LineFixture *self, gconstpointer certificate_name);
void            line_tear_down      (LineFixture *self, gconstpointer data);
LoketTransport *line_make_transport (LineFixture *self, const char *base_url, const char *ca_file);
LoketResponse  *line_ask            (LoketTransport *transport, LoketRequest *request,
                                     GError **error);
LoketResponse  *line_get            (LoketTransport *transport, const char *path, GError **error);
void            line_assert_fails   (LoketTransport *transport, const char *path,
                                     LoketTransportError code);
int             line_run_tests      (void);

#define line_add(path, set_up, data, test)                                                         \
  g_test_add ("/remote/" path, LineFixture, data, set_up, test, line_tear_down)

G_END_DECLS
