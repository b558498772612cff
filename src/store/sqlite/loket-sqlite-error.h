/* SPDX-License-Identifier: EUPL-1.2 */
/* What can go wrong with a database, as few codes as somebody can act upon. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOKET_SQLITE_ERROR (loket_sqlite_error_quark ())

/**
 * LoketSqliteError:
 * @LOKET_SQLITE_ERROR_BUSY: another program holds the database; trying again may help
 * @LOKET_SQLITE_ERROR_DISK: the disk is full, or cannot be read or written
 * @LOKET_SQLITE_ERROR_CORRUPT: the file is damaged or is no database
 * @LOKET_SQLITE_ERROR_NEWER: a newer version of the program wrote it; nothing was touched
 * @LOKET_SQLITE_ERROR_CANNOT_OPEN: the file is missing or may not be opened
 * @LOKET_SQLITE_ERROR_CONSTRAINT: what was written contradicts what is there (a key twice)
 * @LOKET_SQLITE_ERROR_STATEMENT: a statement is wrong, or speaks of what is not in the database
 * @LOKET_SQLITE_ERROR_OTHER: anything else; the message is for the log
 */
typedef enum {
  LOKET_SQLITE_ERROR_BUSY,
  LOKET_SQLITE_ERROR_DISK,
  LOKET_SQLITE_ERROR_CORRUPT,
  LOKET_SQLITE_ERROR_NEWER,
  LOKET_SQLITE_ERROR_CANNOT_OPEN,
  LOKET_SQLITE_ERROR_CONSTRAINT,
  LOKET_SQLITE_ERROR_STATEMENT,
  LOKET_SQLITE_ERROR_OTHER,
} LoketSqliteError;

/* What was met of a database that does not fit together; it is never forgotten by itself. */
typedef enum {
  LOKET_DAMAGE_NONE,
  LOKET_DAMAGE_INDEX, /* of a full-text index */
  LOKET_DAMAGE_FILE,  /* of the file itself */
} LoketDamage;

GQuark loket_sqlite_error_quark (void);

void        loket_sqlite_error_set          (GError **error, int result_code, const char *message);
LoketDamage loket_sqlite_error_get_damage   (int result_code);
gboolean    loket_sqlite_error_tells_damage (const GError *error);

G_END_DECLS
