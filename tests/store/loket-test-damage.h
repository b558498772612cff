/* SPDX-License-Identifier: EUPL-1.2 */
/* A work.db that is filled with acts and drafts whose texts follow from their ids, and is put back
 * as it was filled as often as a test damages it. */
#pragma once

#include "loket-test-store.h"

G_BEGIN_DECLS

enum {
  DAMAGE_PAGE = 4096,
  DAMAGE_ITEMS = 60, /* enough for interior pages and for texts that do not fit on one page */
};

typedef struct {
  TestStore store;
  char *path;  /* of work.db */
  char *wal;   /* of its WAL */
  char *bytes; /* of work.db as it was filled */
  gsize length;
  char *wal_bytes;
  gsize wal_length;
} Damage;

void     damage_set_up        (Damage *self, gconstpointer data); /* DAMAGE_ITEMS of each; closed */
void     damage_set_up_with   (Damage *self, int n_items);        /* open */
void     damage_tear_down     (Damage *self, gconstpointer data);
void     damage_close_store   (Damage *self);
gboolean damage_try_open_with (Damage *self, const char *vfs, GError **error);
void     damage_open_store    (Damage *self);
char    *damage_make_id       (const char *kind, int number);
void     damage_add_one       (Damage *self, int number);

/* The files as they are now are what damage_put_back() puts back. */
void     damage_read_bytes    (Damage *self);
void     damage_put_back      (Damage *self);
void     damage_drop_asides   (Damage *self);
void     damage_overwrite     (const char *path, goffset offset, const void *bytes, gsize length);

/* What is there again, each text as it was. */
GHashTable *damage_list_items  (Damage *self);
GHashTable *damage_list_drafts (Damage *self);
void     damage_assert_all_there (Damage *self, int n_items);
void     damage_assert_sound  (Damage *self);
gboolean damage_tells_lost    (Damage *self, const char *table);

G_END_DECLS
