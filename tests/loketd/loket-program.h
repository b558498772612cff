/* SPDX-License-Identifier: EUPL-1.2 */
/* The program itself, started by a test and asked over HTTP. */
#pragma once

#include <libsoup/soup.h>

#include "loket-json.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  GSubprocess *process;
  char *url;
  SoupSession *session;
} Program;

typedef struct {
  guint status;
  GBytes *body;
  SoupMessageHeaders *headers;
} Reply;

char        *program_find           (void);
void         program_start          (Program *self, const char *options);
void         program_stop           (Program *self);
void         program_set_up         (Program *self, gconstpointer options);
void         program_tear_down      (Program *self, gconstpointer options);
SoupMessage *program_make_message   (Program *self, const char *method, const char *path,
                                     const char *body);
Reply        program_send           (Program *self, SoupMessage *message, GError **error);
Reply        program_ask            (Program *self, const char *method, const char *path,
                                     const char *body);
JsonObject  *reply_read_json        (const Reply *reply);
void         reply_clear            (Reply *reply);
char        *program_make_today     (void);
void         program_register_case  (Program *self);
char        *program_make_note_path (guint number);
char        *program_make_note      (guint number);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

G_END_DECLS
