/* SPDX-License-Identifier: EUPL-1.2 */
/* The reference loket on a stepped clock, reached over a wire without a socket, and made to fail.
 *
 * One thread, nothing runs by itself: what a test sees is the same at every run. */
#pragma once

#include "loket-central.h"
#include "loket-test-wire.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_TEST_UP,
  LOKET_TEST_AWAY,       /* no connection */
  LOKET_TEST_DROP_REPLY, /* does what is asked; the reply is lost */
} LoketTestLine;

typedef struct {
  char *folder;
  LoketClock *clock;
  LoketRandom *random;
  LoketRules *rules;
  LoketCentral *central;
  LoketTestWire *wire;
  LoketTestLine line;          /* of requests that begin with line_method */
  const char *line_method;     /* (nullable): NULL: all */
  LoketTestWireFunc answer;    /* (nullable): asked before the loket; may leave it to the loket */
  gpointer answer_data;
} LoketTestLoket;

LoketTestLoket *loket_test_loket_new  (guint n_cases, guint64 seed);
void            loket_test_loket_free (LoketTestLoket *self);

LoketResponse  *loket_test_response_new (guint status, const char *content_type, const char *body);
LoketResponse  *loket_test_problem_new  (guint status, const char *type);

char *loket_test_make_folder   (void);
void  loket_test_remove_folder (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketTestLoket, loket_test_loket_free)

G_END_DECLS
