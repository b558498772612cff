/* SPDX-License-Identifier: EUPL-1.2 */
/* A line across the window for what a person must know now, with one button at most. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOKET_TYPE_BANNER (loket_banner_get_type ())
G_DECLARE_FINAL_TYPE (LoketBanner, loket_banner, LOKET, BANNER, GtkWidget)

void loket_banner_show (LoketBanner *self,
                        const char  *text,
                        const char  *button_label,
                        const char  *action_name);
void loket_banner_set_detail (LoketBanner *self, const char *detail);
void loket_banner_hide (LoketBanner *self);

G_END_DECLS
