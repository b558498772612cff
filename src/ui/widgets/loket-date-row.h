/* SPDX-License-Identifier: EUPL-1.2 */
/* A row in which a civil day is typed, or moved with the two buttons; it says the weekday. */
#pragma once

#include <adwaita.h>

#include "loket-speech.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DATE_ROW (loket_date_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketDateRow, loket_date_row, LOKET, DATE_ROW, AdwEntryRow)

gboolean loket_date_parse (const char *text, LoketDay *day);

GtkWidget *loket_date_row_new        (const char *title, LoketSpeech *speech);
void       loket_date_row_set_speech (LoketDateRow *self, LoketSpeech *speech);
gboolean   loket_date_row_get_day    (LoketDateRow *self, LoketDay *day);
void       loket_date_row_set_day    (LoketDateRow *self, LoketDay day);

G_END_DECLS
