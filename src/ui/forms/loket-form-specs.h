/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of forms, one file a family. Each ends with an element whose `intro` is NULL. */
#pragma once

#include "loket-form-types.h"

G_BEGIN_DECLS

extern const LoketFormSpec loket_form_specs_intake[];
extern const LoketFormSpec loket_form_specs_inquiry[];
extern const LoketFormSpec loket_form_specs_mediation[];
extern const LoketFormSpec loket_form_specs_answer[];
extern const LoketFormSpec loket_form_specs_own_work[];
extern const LoketFormSpec loket_form_specs_others[];

/* Codes that several forms offer. */
extern const char *const loket_form_parties[];

G_END_DECLS
