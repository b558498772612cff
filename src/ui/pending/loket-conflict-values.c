/* SPDX-License-Identifier: EUPL-1.2 */
/* From JSON to what a person would say. What no form has stays as it is: a newer loket may know it.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-conflict-values.h"
#include "loket-correctable.h"
#include "loket-field-choices.h"
#include "loket-form-spec.h"
#include "loket-pending-row.h"

/* What the program wrote and nobody typed. */
static const char *const of_the_program[] = {
    "actId", "caseId",    "documentId", "mediaType", "procedure",    "reference", "sha256",
    "size",  "sizeBytes", "version",    "aliases",   "registeredBy", NULL};

/* Members of objects in lists, in the order in which they are said. */
static const char *const parts_first[] = {"name", "organisation", "street", "postCode", "city",
                                          "text", "on",           "with",   NULL};

/* Codes of a complaint: in which list of its procedure, and in which family of names. */
static const struct {
  const char *member;
  const char *list;
  const char *family;
} complaint_codes[] = {
    {"demandKinds", "demandKinds", "demand"},
    {"carriers", "carriers", "carrier"},
    {"channels", "channels", "channel"},
    {"filingLanguage", "", "language"},
    {"answerChannel", "", "via"},
};

/**
 * loket_conflict_values_find_spec:
 *
 * Returns: (transfer none) (nullable): the field of the act's form
 */
const LoketFieldSpec *
loket_conflict_values_find_spec (const LoketConflict *conflict, const char *member)
{
  const LoketFormSpec *form =
      conflict->act != NULL ? loket_form_spec_find (conflict->act->type) : NULL;

  for (const LoketFieldSpec *spec = form != NULL ? form->fields : NULL;
       spec != NULL && spec->member != NULL; spec++) {
    if (g_str_equal (spec->member, member))
      return spec;
  }
  return NULL;
}

static gboolean
is_correction (const LoketConflict *conflict)
{
  return conflict->act != NULL && conflict->act->type == LOKET_ACT_CORRECT;
}

/**
 * loket_conflict_values_is_shown:
 *
 * Returns: whether the member is something that a person wrote or chose
 */
gboolean
loket_conflict_values_is_shown (const LoketConflict *conflict, const char *member)
{
  return is_correction (conflict) || !g_strv_contains (of_the_program, member);
}

static char *
find_choice (GPtrArray *choices, const char *code)
{
  for (guint i = 0; i < choices->len; i++) {
    const LoketChoice *choice = choices->pdata[i];

    if (g_str_equal (choice->code, code))
      return g_strdup (choice->name);
  }
  return NULL;
}

static char *
capitalise (const char *text)
{
  char first[7] = {0};

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first);
  return *text != '\0' ? g_strconcat (first, g_utf8_next_char (text), NULL) : g_strdup ("");
}

/* As the form of corrections calls it. */
static char *
name_fact (LoketSession *session, const LoketConflict *conflict, const char *field)
{
  g_autoptr (GPtrArray) facts =
      conflict->now != NULL ? loket_correctable_list (session, conflict->now->standing->current)
                            : NULL;

  return facts != NULL ? find_choice (facts, field) : NULL;
}

/**
 * loket_conflict_values_name:
 *
 * Returns: (transfer full): as the form calls it, without its access key; a fact as facts are
 * called
 */
char *
loket_conflict_values_name (LoketSession *session,
                            const LoketConflict *conflict,
                            const char *member)
{
  const LoketFieldSpec *spec = loket_conflict_values_find_spec (conflict, member);
  g_autofree char *fact = is_correction (conflict) ? name_fact (session, conflict, member) : NULL;

  if (fact != NULL)
    return g_steal_pointer (&fact);
  if (!is_correction (conflict) && spec != NULL) {
    g_auto (GStrv) parts = g_strsplit (_ (spec->label), "_", -1);

    return g_strjoinv ("", parts);
  }
  if (conflict->act != NULL && g_str_equal (member, "name"))
    return g_strdup (_ ("Document"));
  return capitalise (loket_speech_name (loket_session_get_speech (session), "field", member));
}

/* The choices of a field, also where its form lets a person type what it could choose. */
static char *
find_in_form (LoketSession *session,
              const LoketConflict *conflict,
              const LoketFieldSpec *spec,
              const char *code)
{
  LoketFieldSpec as_choice = *spec;
  g_autoptr (GPtrArray) choices = NULL;

  if (spec->kind == LOKET_FIELD_PERSON)
    as_choice.kind = LOKET_FIELD_PERSONS;
  choices = loket_field_choices_list (session, conflict->now, &as_choice, conflict->act->type,
                                      loket_json_peek_string (conflict->act->payload, "kind"));
  return find_choice (choices, code);
}

static char *
find_in_complaint (LoketSession *session,
                   const LoketConflict *conflict,
                   const char *member,
                   const char *code)
{
  LoketSpeech *speech = loket_session_get_speech (session);

  if (g_str_equal (member, "agency"))
    return g_strdup (loket_session_name_agency (session, code));
  for (gsize i = 0; i < G_N_ELEMENTS (complaint_codes); i++) {
    if (!g_str_equal (complaint_codes[i].member, member))
      continue;
    return g_strdup (conflict->now != NULL
                         ? loket_profile_choices_get_name (session, conflict->now->the_case,
                                                           complaint_codes[i].list,
                                                           complaint_codes[i].family, code)
                         : loket_speech_name (speech, complaint_codes[i].family, code));
  }
  return NULL;
}

/* (nullable): what the code or id is called */
static char *
find_name (LoketSession *session,
           const LoketConflict *conflict,
           const char *member,
           const char *code)
{
  const LoketFieldSpec *spec =
      is_correction (conflict) ? NULL : loket_conflict_values_find_spec (conflict, member);

  if (is_correction (conflict) && loket_correctable_get_kind (member) == LOKET_FIELD_CODE) {
    g_autoptr (GPtrArray) choices = loket_correctable_choices (session, member);

    return find_choice (choices, code);
  }
  if (spec != NULL && spec->kind != LOKET_FIELD_TEXT && spec->kind != LOKET_FIELD_LINE &&
      conflict->now != NULL)
    return find_in_form (session, conflict, spec, code);
  return spec == NULL ? find_in_complaint (session, conflict, member, code) : NULL;
}

static char *
say_text (LoketSession *session,
          const LoketConflict *conflict,
          const char *member,
          const char *text)
{
  g_autofree char *name = find_name (session, conflict, member, text);
  LoketMoment moment;
  LoketDay day;

  if (name != NULL)
    return g_steal_pointer (&name);
  if (loket_day_parse (text, &day))
    return loket_speech_day_long (loket_session_get_speech (session), day);
  if (loket_moment_parse (text, &moment))
    return loket_pending_row_say_moment (session, moment);
  return g_strdup (text);
}

/* (nullable): a name, a number, yes or no */
static char *
say_scalar (LoketSession *session,
            const LoketConflict *conflict,
            const char *member,
            JsonNode *node)
{
  const LoketFieldSpec *spec = loket_conflict_values_find_spec (conflict, member);
  gboolean yes;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return say_text (session, conflict, member, json_node_get_string (node));
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return loket_json_to_string (node, FALSE);
  yes = json_node_get_boolean (node);
  if (spec != NULL && spec->kind == LOKET_FIELD_YES_NO)
    return g_strdup (loket_speech_name (loket_session_get_speech (session),
                                        spec->family != NULL ? spec->family : "yesNo",
                                        yes ? "true" : "false"));
  return g_strdup (yes ? _ ("yes") : _ ("no"));
}

static void
append_part (LoketSession *session,
             const LoketConflict *conflict,
             JsonObject *object,
             const char *member,
             GString *said)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *text = NULL;

  /* An id, and which grievance comes first, are for programs. */
  if (node == NULL || g_str_equal (member, "id") || g_str_equal (member, "main") ||
      (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN))
    return;
  text = say_scalar (session, conflict, member, node);
  if (text != NULL && *text != '\0')
    g_string_append_printf (said, "%s%s", said->len > 0 ? " · " : "", text);
}

/* A party, a grievance, a decision: what is known of it, in one line. */
static char *
say_object (LoketSession *session, const LoketConflict *conflict, JsonObject *object)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GList) members =
      g_list_sort (json_object_get_members (object), (GCompareFunc) g_strcmp0);

  for (guint i = 0; parts_first[i] != NULL; i++)
    append_part (session, conflict, object, parts_first[i], said);
  for (GList *l = members; l != NULL; l = l->next) {
    if (!g_strv_contains (parts_first, l->data))
      append_part (session, conflict, object, l->data, said);
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static void
add_line (LoketSession *session,
          const LoketConflict *conflict,
          const char *member,
          JsonNode *node,
          GStrvBuilder *lines)
{
  g_autofree char *line = JSON_NODE_HOLDS_OBJECT (node)
                              ? say_object (session, conflict, json_node_get_object (node))
                              : say_scalar (session, conflict, member, node);

  if (line != NULL && *line != '\0')
    g_strv_builder_add (lines, line);
}

/**
 * loket_conflict_values_say:
 *
 * Returns: (transfer full): a line for each element of a list; of all else one line, or none where
 *   it says nothing
 */
char **
loket_conflict_values_say (LoketSession *session,
                           const LoketConflict *conflict,
                           const char *member,
                           JsonNode *value)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  if (value != NULL && JSON_NODE_HOLDS_ARRAY (value)) {
    JsonArray *array = json_node_get_array (value);

    for (guint i = 0; i < json_array_get_length (array); i++)
      add_line (session, conflict, member, json_array_get_element (array, i), lines);
  } else if (value != NULL) {
    add_line (session, conflict, member, value, lines);
  }
  return g_strv_builder_end (lines);
}
