/* SPDX-License-Identifier: EUPL-1.2 */
/* Agencies: who uses a profile, and the own targets that it lays over it. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static const LoketSchema contact[] = {
    {"name", LOKET_SCHEMA_STRING, TRUE},
    {"quality", LOKET_SCHEMA_STRING, TRUE},
    {"organisation", LOKET_SCHEMA_STRING, TRUE},
    {"street", LOKET_SCHEMA_STRING, TRUE},
    {"postCode", LOKET_SCHEMA_STRING, TRUE},
    {"city", LOKET_SCHEMA_STRING, TRUE},
    {"phone", LOKET_SCHEMA_STRING, TRUE},
    {"email", LOKET_SCHEMA_STRING, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema unit[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"street", LOKET_SCHEMA_STRING, TRUE},
    {"postCode", LOKET_SCHEMA_STRING, TRUE},
    {"city", LOKET_SCHEMA_STRING, TRUE},
    {"phone", LOKET_SCHEMA_STRING, TRUE},
    {"email", LOKET_SCHEMA_STRING, TRUE},
    {"hours", LOKET_SCHEMA_LIST, TRUE, .inner = _loket_window_schema},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema authorisation = {"value", LOKET_SCHEMA_STRING};
/* What it calls things on its own papers and screens. */
static const LoketSchema words[] = {
    {"steps", LOKET_SCHEMA_NAMES, TRUE, .set = &_loket_step_words},
    {"acts", LOKET_SCHEMA_NAMES, TRUE, .set = &_loket_act_words},
    {"letters", LOKET_SCHEMA_NAMES, TRUE, .words = _loket_letter_words},
    {"outcomes", LOKET_SCHEMA_NAMES, TRUE, .set = &_loket_outcome_words},
    {NULL, LOKET_SCHEMA_ANY},
};
const LoketSchema _loket_agency_schema[] = {
    {"id", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"procedure", LOKET_SCHEMA_CODE},
    {"languages", LOKET_SCHEMA_CODES},
    {"contact", LOKET_SCHEMA_OBJECT, .inner = contact},
    {"referencePrefix", LOKET_SCHEMA_CODE},
    {"letterhead", LOKET_SCHEMA_STRINGS},
    {"units", LOKET_SCHEMA_LIST, .inner = unit},
    {"targets", LOKET_SCHEMA_ANY},
    {"words", LOKET_SCHEMA_OBJECT, TRUE, .inner = words},
    {"nationalNumber", LOKET_SCHEMA_FACT, TRUE, .inner = &authorisation},
    {NULL, LOKET_SCHEMA_ANY},
};

/* A legal term belongs to the procedure: an agency can only set itself a target. */
static void
check_targets (JsonObject *json, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (json, "targets"); i++) {
    JsonObject *target = _loket_schema_get (json, "targets", i);
    const char *kind = target != NULL ? loket_json_peek_string (target, "kind") : NULL;

    if (kind != NULL && !loket_flaws_touch (flaws, "targets[%u].kind", i) &&
        !g_str_equal (kind, "internal"))
      _loket_schema_refuse (flaws, "targets[%u].kind: only `internal` may stand here", i);
  }
}

/**
 * _loket_agency_look:
 * @json: as data/procedures/FORMAT.md says
 *
 * Its procedure and its calendars are not looked up here.
 */
void
_loket_agency_look (JsonObject *json, LoketFlaws *flaws)
{
  _loket_schema_check (_loket_agency_schema, json, flaws);
  _loket_schema_check_unique (json, "units", "code", flaws);
  _loket_openings_check_each (json, "units", flaws);
  if (json_object_has_member (json, "targets")) {
    _loket_clocks_check (json, "targets", flaws);
    check_targets (json, flaws);
  }
}

/**
 * loket_agency_new:
 * @json: as data/procedures/FORMAT.md says; a reference is kept
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID or LOKET_ERROR_UNKNOWN_WORD; the message
 *   begins with the place
 */
LoketAgency *
loket_agency_new (JsonObject *json, GError **error)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();
  LoketAgency *self;

  _loket_agency_look (json, flaws);
  if (!loket_flaws_report_first (flaws, error))
    return NULL;
  self = g_new0 (LoketAgency, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_object_ref (json);
  self->targets = _loket_clocks_read (json, "targets");
  return self;
}

LoketAgency *
loket_agency_ref (LoketAgency *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_agency_unref (LoketAgency *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->targets);
  json_object_unref (self->json);
  g_free (self);
}

const char *
loket_agency_get_id (LoketAgency *self)
{
  return loket_json_peek_string (self->json, "id");
}

const char *
loket_agency_get_procedure (LoketAgency *self)
{
  return loket_json_peek_string (self->json, "procedure");
}

JsonObject *
loket_agency_get_json (LoketAgency *self)
{
  return self->json;
}

/**
 * loket_agency_get_words:
 *
 * Returns: (transfer none) (nullable): what it calls steps, acts, letters and outcomes: for
 *   loket_speech_with_words()
 */
JsonObject *
loket_agency_get_words (LoketAgency *self)
{
  return loket_json_peek_object (self->json, "words");
}

/**
 * loket_agency_may_use_national_number:
 *
 * Returns: whether the agency states by which authorisation it may ask for and keep the number of
 *   the National Register
 */
gboolean
loket_agency_may_use_national_number (LoketAgency *self)
{
  JsonObject *stated = loket_json_peek_object (self->json, "nationalNumber");

  return stated != NULL && loket_json_peek_boolean (stated, "confirmed", FALSE);
}
