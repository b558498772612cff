/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of a field share. */
#pragma once

#include <adwaita.h>

#include "loket-date-row.h"
#include "loket-form-field.h"
#include "loket-norms-row.h"
#include "loket-profile-choices.h"
#include "loket-text-row.h"

G_BEGIN_DECLS

struct _LoketFormField {
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkLabel *error;
  LoketSession *session; /* (owned) */
  LoketDossier *dossier; /* (owned) */
  const LoketFieldSpec *spec;
  LoketActType act;
  LoketFieldKind kind; /* of the row: that of the spec, or of the fact that is corrected */
  char *context;       /* (nullable) */
  GPtrArray *choices;  /* (element-type LoketChoice) (owned) (nullable) */
  GtkWidget *row;
};

gboolean   _loket_form_field_is_decision (const LoketFieldSpec *spec);
GtkSwitch *_loket_form_field_get_switch (LoketFormField *self);

G_END_DECLS
