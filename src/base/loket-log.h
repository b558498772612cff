/* SPDX-License-Identifier: EUPL-1.2 */
/* One log, without personal data: a line of JSON an event, with codes and numbers only.
 *
 * Nothing else can be written to it: what is no word of letters becomes "?". Two files, 256 kB each
 * at most: the older one has ".1" behind its name. Losing a line of it is no trouble to anybody. Main
 * thread. */
#pragma once

#include <json-glib/json-glib.h>

#include "loket-moment.h"

G_BEGIN_DECLS

#define LOKET_LOG_FILE_MAX_BYTES (256 * 1024)

typedef struct _LoketLog LoketLog;

typedef struct {
  const char *name;
  gint64 value; /* left out where it is 0 */
} LoketLogNumber;

LoketLog  *loket_log_new  (const char *path);
void       loket_log_free (LoketLog *self);
void       loket_log_add  (LoketLog *self, LoketMoment at, const char *event, const char *code,
                           const LoketLogNumber *numbers, gsize n_numbers);
GPtrArray *loket_log_read (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLog, loket_log_free)

G_END_DECLS
