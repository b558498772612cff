/* SPDX-License-Identifier: EUPL-1.2 */
/* Who we are at which loket, and its rules and directory: fetched when their entity tag changes.
 *
 * Before anything of a loket is kept, its realm and our person are compared with those pinned at the
 * first sync: another server or account behind the same address must not change a desk. Main
 * thread. */
#pragma once

#include "loket-me.h"
#include "loket-ref-data.h"
#include "loket-sync-parts.h"

G_BEGIN_DECLS

LoketReference *loket_reference_new  (LoketStore *store, LoketLine *line, LoketClock *clock);
void            loket_reference_free (LoketReference *self);

void     loket_reference_forget_tags (LoketReference *self);
void     loket_reference_load_async  (LoketReference *self, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean loket_reference_load_finish (LoketReference *self, GAsyncResult *result, GError **error);

const LoketMe *loket_reference_get_me  (LoketReference *self);
gboolean       loket_reference_is_sure (LoketReference *self, const char *me_tag);

void     loket_reference_identify_async  (LoketReference *self, const char *me_tag,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean loket_reference_identify_finish (LoketReference *self, GAsyncResult *result,
                                          GError **error);

void     loket_reference_refresh_async  (LoketReference *self, const LoketRefData *ref_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean loket_reference_refresh_finish (LoketReference *self, GAsyncResult *result);

G_END_DECLS
