/* SPDX-License-Identifier: EUPL-1.2 */
/* What the forms of the acts are made of, as data: which fields, in which order.
 *
 * A form writes exactly the payload that its act has in the contract: one member a field. */
#pragma once

#include <glib.h>

#include "loket-codes.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_FIELD_LINE,      /* one line of text */
  LOKET_FIELD_TEXT,      /* several lines */
  LOKET_FIELD_DAY,       /* a civil day */
  LOKET_FIELD_VIA,       /* how the citizen is told; what the procedure lets comes first */
  LOKET_FIELD_CODE,      /* one of `choices`, named by the family `family` */
  LOKET_FIELD_PROFILE,   /* one of a list of the profile (`family` names the list) */
  LOKET_FIELD_GROUND,    /* a ground of the chosen `kind` */
  LOKET_FIELD_NORMS,     /* any of the norms of the profile */
  LOKET_FIELD_DEMANDS,   /* any of the demand kinds of the profile */
  LOKET_FIELD_NEXT_LINE, /* a line of the chain of the profile */
  LOKET_FIELD_GRIEVANCE, /* a grievance of the case, or the case as a whole */
  LOKET_FIELD_PERSON,    /* me, or an id */
  LOKET_FIELD_PERSONS,   /* any of those who see the cases of the agency */
  LOKET_FIELD_AGENCY,    /* another body of the loket, where the act goes to one */
  LOKET_FIELD_BODY,      /* one line of text, or the name of the agency that was chosen */
  LOKET_FIELD_EARLIER,   /* an earlier act of type `earlier` */
  LOKET_FIELD_CASE,      /* the number of another case, found while it is typed */
  LOKET_FIELD_DEMAND,    /* one of the demands that are still open, or all */
  LOKET_FIELD_LETTER,    /* an earlier act that told the complainant something by a letter */
  LOKET_FIELD_YES_NO,    /* agrees or does not */
  LOKET_FIELD_CHECK,     /* a box to tick */
  LOKET_FIELD_FACT,      /* which fact of the case; gives `old` too */
  LOKET_FIELD_NEW_VALUE, /* what the fact becomes */
} LoketFieldKind;

typedef struct {
  const char *member; /* of the payload */
  LoketFieldKind kind;
  const char *label;  /* translatable, with its access key */
  gboolean required;
  const char *family;            /* (nullable) */
  const char *const *choices;    /* (nullable): codes, NULL-terminated */
  LoketActType earlier;
  gboolean only_where_it_binds; /* a day that is asked only where a term of the procedure is this
                                 * very day; there it is needed. A day that binds may also be asked
                                 * elsewhere, without being needed */
} LoketFieldSpec;

typedef enum {
  LOKET_FORM_FAMILY_INTAKE,
  LOKET_FORM_FAMILY_INQUIRY,
  LOKET_FORM_FAMILY_TERMS,
  LOKET_FORM_FAMILY_MEDIATION,
  LOKET_FORM_FAMILY_ANSWER,
  LOKET_FORM_FAMILY_OTHERS,
  LOKET_FORM_FAMILY_OWN_WORK,
  LOKET_FORM_FAMILY_REPAIR,
  LOKET_N_FORM_FAMILIES,
} LoketFormFamily;

typedef struct {
  LoketActType type;
  LoketFormFamily family;
  const char *intro;   /* translatable: what the act does */
  const char *confirm; /* (nullable): translatable: what cannot be undone about it */
  gboolean hidden;     /* not in the menu: begun elsewhere, as annul in the timeline */
  gboolean rare;       /* few procedures know it: where one does not, the menu does not name it */
  const LoketFieldSpec *fields; /* ends with a member NULL */
} LoketFormSpec;

G_END_DECLS
