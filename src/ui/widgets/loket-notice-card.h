/* SPDX-License-Identifier: EUPL-1.2 */
/* A calm card over the whole width: what happened, in words and numbers, and what a person can answer.
 * For what must be looked at once, and is no alarm. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOKET_TYPE_NOTICE_CARD (loket_notice_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketNoticeCard, loket_notice_card, LOKET, NOTICE_CARD, GtkWidget)

void loket_notice_card_begin      (LoketNoticeCard *self, const char *icon, const char *heading, const char *text);
void loket_notice_card_add_fact   (LoketNoticeCard *self, const char *fact);
void loket_notice_card_add_button (LoketNoticeCard *self, const char *label, const char *action, gboolean suggested);
void loket_notice_card_hide       (LoketNoticeCard *self);

G_END_DECLS
