/* SPDX-License-Identifier: EUPL-1.2 */
/* A procedure profile: how one authority handles complaints, as data that a lawyer can read.
 *
 * Format and words: data/procedures/FORMAT.md. Checked at load: an unknown word, an unreachable
 * step, a duplicate edge or a missing end is refused with an error that names the place.
 * Immutable once loaded; any thread may read it. */
#pragma once

#include "loket-codes.h"
#include "loket-json.h"

G_BEGIN_DECLS

typedef struct _LoketProfile LoketProfile;
typedef struct _LoketAgency LoketAgency;

LoketProfile *loket_profile_new   (JsonObject *json, GError **error);
LoketProfile *loket_profile_ref   (LoketProfile *self);
void          loket_profile_unref (LoketProfile *self);

const char *loket_profile_get_id        (LoketProfile *self);
const char *loket_profile_get_version   (LoketProfile *self);
JsonObject *loket_profile_get_names     (LoketProfile *self);
JsonObject *loket_profile_get_json      (LoketProfile *self);
const char *loket_profile_get_office_calendar (LoketProfile *self);
char       *loket_profile_get_letter_language (LoketProfile *self, const char *filing_language);
JsonArray  *loket_profile_get_grounds   (LoketProfile *self);
JsonObject *loket_profile_find_ground   (LoketProfile *self, const char *code);

/* Voorinstelling van een bestuur: who uses a profile, in which languages, with which directory. */
LoketAgency *loket_agency_new      (JsonObject *json, GError **error);
LoketAgency *loket_agency_ref      (LoketAgency *self);
void         loket_agency_unref    (LoketAgency *self);
const char  *loket_agency_get_id   (LoketAgency *self);
const char  *loket_agency_get_procedure (LoketAgency *self);
JsonObject  *loket_agency_get_json (LoketAgency *self);
JsonObject  *loket_agency_get_words (LoketAgency *self);
gboolean     loket_agency_may_use_national_number (LoketAgency *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketProfile, loket_profile_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketAgency, loket_agency_unref)

G_END_DECLS
