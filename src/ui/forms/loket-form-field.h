/* SPDX-License-Identifier: EUPL-1.2 */
/* One field of a form: its row, what is wrong with it below, and its value as JSON. */
#pragma once

#include <gtk/gtk.h>

#include "loket-form-spec.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_FORM_FIELD (loket_form_field_get_type ())
G_DECLARE_FINAL_TYPE (LoketFormField, loket_form_field, LOKET, FORM_FIELD, GtkWidget)

GtkWidget  *loket_form_field_new         (LoketSession         *session,
                                          LoketDossier         *dossier,
                                          const LoketFieldSpec *spec,
                                          LoketActType          act);
const LoketFieldSpec *loket_form_field_get_spec (LoketFormField *self);
JsonNode   *loket_form_field_dup_value   (LoketFormField *self);
JsonNode   *loket_form_field_dup_stand_in (LoketFormField *self);
void        loket_form_field_set_value   (LoketFormField *self, JsonNode *value);
void        loket_form_field_clear       (LoketFormField *self);
void        loket_form_field_set_context (LoketFormField *self, const char *context);
char       *loket_form_field_check       (LoketFormField *self);
void        loket_form_field_set_error   (LoketFormField *self, const char *error);

G_END_DECLS
