/* SPDX-License-Identifier: EUPL-1.2 */
/* Profiles: loading one, and what other folders ask of it. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

/**
 * _loket_profile_look:
 * @json: as data/procedures/FORMAT.md says
 *
 * Calendars and directories are not looked up here.
 */
void
_loket_profile_look (JsonObject *json, LoketFlaws *flaws)
{
  gboolean acts_known = TRUE;

  _loket_profile_check (json, flaws);
  if (json_object_has_member (json, "clocks"))
    _loket_clocks_check (json, "clocks", flaws);
  if (json_object_has_member (json, "acts"))
    _loket_rows_check (json, flaws);
  _loket_rows_check_graph (json, flaws);
  for (guint i = 0; i < _loket_schema_count (json, "acts"); i++)
    acts_known &= !loket_flaws_touch (flaws, "acts[%u].act", i);
  if (acts_known && loket_json_peek_array (json, "acts") != NULL)
    _loket_clocks_check_acts (json, flaws);
  _loket_demands_check (json, flaws);
}

/**
 * loket_profile_new:
 * @json: as data/procedures/FORMAT.md says; a reference is kept
 *
 * Calendars are not looked up here: loket_rules_add_profile() does that.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID or LOKET_ERROR_UNKNOWN_WORD; the message
 *   begins with the place
 */
LoketProfile *
loket_profile_new (JsonObject *json, GError **error)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();
  JsonObject *next_line;
  g_auto (GStrv) opens_on = NULL;
  LoketProfile *self;

  _loket_profile_look (json, flaws);
  if (!loket_flaws_report_first (flaws, error))
    return NULL;
  self = g_new0 (LoketProfile, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_object_ref (json);
  self->rows = _loket_rows_read (json);
  self->clocks = _loket_clocks_read (json, "clocks");
  next_line = loket_json_peek_object (json, "nextLine");
  opens_on = loket_json_peek_strings (next_line, "opensOn");
  self->opens_on_declined = g_strv_contains ((const char *const *) opens_on, "declined");
  self->opens_on_late = g_strv_contains ((const char *const *) opens_on, "late");
  return self;
}

LoketProfile *
loket_profile_ref (LoketProfile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_profile_unref (LoketProfile *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->rows);
  g_array_unref (self->clocks);
  json_object_unref (self->json);
  g_free (self);
}

const char *
loket_profile_get_id (LoketProfile *self)
{
  return loket_json_peek_string (self->json, "id");
}

const char *
loket_profile_get_version (LoketProfile *self)
{
  return loket_json_peek_string (self->json, "version");
}

JsonObject *
loket_profile_get_names (LoketProfile *self)
{
  return loket_json_peek_object (self->json, "names");
}

/**
 * loket_profile_get_json:
 *
 * Returns: (transfer none): all of it, for readers of lists and texts; not to be changed
 */
JsonObject *
loket_profile_get_json (LoketProfile *self)
{
  return self->json;
}

const char *
loket_profile_get_office_calendar (LoketProfile *self)
{
  return loket_json_peek_string (self->json, "officeCalendar");
}

/**
 * loket_profile_get_letter_language:
 * @filing_language: (nullable): the language in which the complaint came in
 *
 * Returns: (transfer full): the language of letters under the profile's language rule
 */
char *
loket_profile_get_letter_language (LoketProfile *self, const char *filing_language)
{
  JsonObject *rule =
      loket_json_peek_object (loket_json_peek_object (self->json, "languageRule"), "value");
  g_auto (GStrv) languages = loket_json_peek_strings (rule, "languages");

  if (filing_language != NULL &&
      g_str_equal (loket_json_peek_string (rule, "rule"), "citizenChoice") &&
      g_strv_contains ((const char *const *) languages, filing_language))
    return g_strdup (filing_language);
  return g_strdup (loket_json_peek_string (rule, "fallback"));
}

JsonArray *
loket_profile_get_grounds (LoketProfile *self)
{
  return loket_json_peek_array (self->json, "grounds");
}

/**
 * loket_profile_find_ground:
 * @code: (nullable): a ground's code
 *
 * Returns: (transfer none) (nullable): the ground of that code
 */
JsonObject *
loket_profile_find_ground (LoketProfile *self, const char *code)
{
  JsonArray *grounds = loket_profile_get_grounds (self);

  for (guint i = 0; i < json_array_get_length (grounds); i++) {
    JsonObject *ground = loket_json_array_peek_object (grounds, i);

    if (g_strcmp0 (loket_json_peek_string (ground, "code"), code) == 0)
      return ground;
  }
  return NULL;
}
