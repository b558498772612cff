/* SPDX-License-Identifier: EUPL-1.2 */
/* What an act would do to step and dates, shown before it is done. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_EFFECT_BOX (loket_effect_box_get_type ())
G_DECLARE_FINAL_TYPE (LoketEffectBox, loket_effect_box, LOKET, EFFECT_BOX, GtkWidget)

char **loket_effect_describe        (LoketSpeech *speech, LoketStanding *before, LoketStanding *after);
void   loket_effect_box_show        (LoketEffectBox        *self,
                                     LoketSession          *session,
                                     LoketStanding         *before,
                                     LoketStanding         *after,
                                     const LoketPermission *permission);
void   loket_effect_box_add         (LoketEffectBox *self, const char *text);
void   loket_effect_box_show_hint   (LoketEffectBox *self);
void   loket_effect_box_show_error  (LoketEffectBox *self, const char *error);

G_END_DECLS
