/* SPDX-License-Identifier: EUPL-1.2 */
/* What a procedure asks of a complaint that comes in, and what of it the file holds already.
 *
 * Pure; reads facts as the contract writes them. What is missing never stops a registration: a
 * complaint has come in as it is. Any thread. */
#pragma once

#include "loket-case.h"
#include "loket-profile.h"

G_BEGIN_DECLS

typedef struct {
  const char *field;  /* as the profile writes it: `complainants.name`, `facts`, ... */
  gboolean required;  /* else it is asked, and may stay away */
  gboolean held;      /* the file has it: nobody is asked for it again */
  JsonObject *names;  /* text */
  JsonObject *need;   /* the fact: why */
} LoketIntakeField;

/* What is out of the ordinary about it; several may hold at once. */
typedef enum {
  LOKET_INTAKE_ANONYMOUS = 1 << 0,
  LOKET_INTAKE_INCOMPLETE = 1 << 1,   /* something required is missing */
  LOKET_INTAKE_NOT_FOR_US = 1 << 2,   /* all that is demanded is passed on */
} LoketIntakeSign;

gboolean   loket_intake_holds        (JsonObject *facts, const char *field);
GPtrArray *loket_intake_list_fields  (LoketProfile *profile, JsonObject *facts);
GPtrArray *loket_intake_list_missing (LoketProfile *profile, JsonObject *facts);
guint      loket_intake_read_signs   (LoketProfile *profile, JsonObject *facts);
GPtrArray *loket_intake_list_grounds (LoketProfile *profile, guint signs);
gboolean   loket_intake_has_national_number (JsonObject *facts);
gboolean   loket_intake_counts_hours (LoketProfile *profile);

JsonObject *loket_demand_kind_find   (LoketProfile *profile, const char *code);

G_END_DECLS
