/* SPDX-License-Identifier: EUPL-1.2 */
/* A prepared statement, lent by its connection and given back as soon as it is read.
 *
 * A statement that stays open keeps the checkpoint from finishing: hold it in a g_autoptr in the
 * smallest block. Parameters count from 1, columns from 0. Lives on its connection's thread. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "loket-sqlite-error.h"

G_BEGIN_DECLS

typedef struct _LoketStatement LoketStatement;

LoketStatement *loket_statement_new     (sqlite3 *database, const char *sql, LoketDamage *damage,
                                         GError **error);
void            loket_statement_free    (LoketStatement *self);
void            loket_damage_note       (LoketDamage *damage, int result_code);
gboolean        loket_statement_borrow  (LoketStatement *self);
void            loket_statement_release (LoketStatement *self);

void loket_statement_bind_text  (LoketStatement *self, int index, const char *text);
void loket_statement_bind_int   (LoketStatement *self, int index, gint64 value);
void loket_statement_bind_null  (LoketStatement *self, int index);
void loket_statement_bind_bytes (LoketStatement *self, int index, GBytes *bytes);
void loket_statement_bind_text_bytes (LoketStatement *self, int index, GBytes *text);

gboolean loket_statement_next (LoketStatement *self, gboolean *row, GError **error);
gboolean loket_statement_run  (LoketStatement *self, GError **error);

gboolean    loket_statement_column_is_null   (LoketStatement *self, int column);
const char *loket_statement_column_text      (LoketStatement *self, int column);
char       *loket_statement_column_dup_text  (LoketStatement *self, int column);
gint64      loket_statement_column_int       (LoketStatement *self, int column);
GBytes     *loket_statement_column_dup_bytes (LoketStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStatement, loket_statement_release)

G_END_DECLS
