/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a database file and of its WAL, read without SQLite: for a file that SQLite refuses,
 * or of which it would drop in silence what it cannot verify.
 *
 * SQLite ends reading a WAL at the first frame whose checksum is wrong, and throws the rest away
 * when it closes. Here each frame is verified from the checksum that the one before it carries, so
 * what stands behind a damaged frame is found again. A value; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketSqliteImage LoketSqliteImage;

LoketSqliteImage *loket_sqlite_image_load (const char *path, gboolean whole, GError **error);
void              loket_sqlite_image_free (LoketSqliteImage *self);

gboolean loket_sqlite_image_has_header     (LoketSqliteImage *self);
gboolean loket_sqlite_image_wal_is_damaged (LoketSqliteImage *self);
gboolean loket_sqlite_image_lost_a_page    (LoketSqliteImage *self);

guint         loket_sqlite_image_get_page_size (LoketSqliteImage *self);
guint         loket_sqlite_image_get_n_pages   (LoketSqliteImage *self);
guint         loket_sqlite_image_get_user_version (LoketSqliteImage *self);
const guint8 *loket_sqlite_image_get_page      (LoketSqliteImage *self, guint number);
gboolean      loket_sqlite_image_is_old        (LoketSqliteImage *self, guint number);
guint         loket_sqlite_image_get_n_extra   (LoketSqliteImage *self);
guint32       loket_sqlite_image_read_32       (const guint8 *bytes);
const guint8 *loket_sqlite_image_get_extra     (LoketSqliteImage *self, guint index, guint *number);
guint         loket_sqlite_image_get_n_before  (LoketSqliteImage *self);
const guint8 *loket_sqlite_image_get_before    (LoketSqliteImage *self, guint index, guint *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSqliteImage, loket_sqlite_image_free)

G_END_DECLS
