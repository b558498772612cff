/* SPDX-License-Identifier: EUPL-1.2 */
/* All that is wrong in a data file, each with the place where it stands.
 *
 * Whoever checks goes on after a flaw, so that an author sees all of them at once. A place is
 * written as `clocks[2].unit.value`; checks of inner parts give theirs from where they are, and
 * enter and leave the parts on the way. Used by one thread at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketFlaws LoketFlaws;

typedef struct {
  char *place; /* "" for the file as a whole */
  char *text;  /* what is wrong and what is wanted; English */
  int code;    /* of LoketError */
} LoketFlaw;

LoketFlaws *loket_flaws_new  (void);
void         loket_flaws_free (LoketFlaws *self);

guint             loket_flaws_count (LoketFlaws *self);
const LoketFlaw *loket_flaws_get   (LoketFlaws *self, guint index);
gboolean          loket_flaws_report_first (LoketFlaws *self, GError **error);

gboolean loket_flaws_add   (LoketFlaws *self, int code, const char *place, const char *text);
gsize    loket_flaws_enter (LoketFlaws *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     loket_flaws_leave (LoketFlaws *self, gsize entered);
gboolean loket_flaws_touch (LoketFlaws *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean loket_flaws_touch_here (LoketFlaws *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFlaws, loket_flaws_free)

G_END_DECLS
