/* SPDX-License-Identifier: EUPL-1.2 */
/* A row in which one of several codes is chosen by its name. */
#pragma once

#include <adwaita.h>

#include "loket-profile-choices.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CHOICE_ROW (loket_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketChoiceRow, loket_choice_row, LOKET, CHOICE_ROW, AdwComboRow)

const char *loket_choice_row_get_code    (LoketChoiceRow *self);
void        loket_choice_row_set_code    (LoketChoiceRow *self, const char *code);
void        loket_choice_row_set_choices (LoketChoiceRow *self, GPtrArray *choices);

G_END_DECLS
