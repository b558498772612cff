/* SPDX-License-Identifier: EUPL-1.2 */
/* Beyond the case: sentences for the form of an act. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-elsewhere.h"

/* The agency of the first link of that relation. */
static const char *
find_linked (LoketDossier *dossier, const char *relation)
{
  JsonArray *links = loket_json_peek_array (dossier->the_case->json, "links");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++) {
    JsonObject *link = loket_json_array_peek_object (links, i);

    if (link != NULL && g_strcmp0 (loket_json_peek_string (link, "relation"), relation) == 0)
      return loket_json_peek_string (link, "agency");
  }
  return NULL;
}

/* Whether we are the ones who send it back, not those to whom it comes back. */
static gboolean
sends_back (LoketDossier *dossier)
{
  return dossier->standing->step != LOKET_STEP_CLOSED &&
         find_linked (dossier, "passedOnFrom") != NULL;
}

/**
 * loket_elsewhere_introduce:
 *
 * Returns: (transfer none): what the act does in this case, as the form begins
 */
const char *
loket_elsewhere_introduce (LoketDossier *dossier, const LoketFormSpec *spec)
{
  if (spec->type == LOKET_ACT_RETURN_TRANSFER && sends_back (dossier))
    return _ (
        "You send the complaint back to the body that passed it on to you. The case is closed "
        "here; there it is open to be handled.");
  return _ (spec->intro);
}

static void add (GStrvBuilder *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (GStrvBuilder *lines, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (lines, line);
}

static void
describe_restrict (GStrvBuilder *lines, LoketDesk *desk, LoketDossier *dossier, JsonObject *payload)
{
  g_autoptr (GPtrArray) persons = loket_desk_list_persons (desk, dossier->the_case);
  g_auto (GStrv) ids = loket_json_peek_strings (payload, "to");
  g_autoptr (GString) names = g_string_new (NULL);

  if (ids[0] == NULL) {
    g_strv_builder_add (lines, _ ("Everybody of the authority sees the case."));
    return;
  }
  for (int i = 0; ids[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            loket_desk_persons_get_name (persons, ids[i]));
  add (lines, _ ("From when the loket takes this, the case is only for %s."), names->str);
  if (loket_desk_get_person (desk) != NULL &&
      !g_strv_contains ((const char *const *) ids, loket_desk_get_person (desk)))
    g_strv_builder_add (lines, _ ("You are not among them: it goes away from your desk too."));
}

/* An inquiry that came through the loket has the number of a case that the loket opened for ours.
 */
static gboolean
was_asked_here (LoketDossier *dossier)
{
  GPtrArray *acts = dossier->the_case->acts;

  for (guint i = 0; i < acts->len; i++) {
    const LoketAct *inquiry = g_ptr_array_index (acts, i);
    const char *number = loket_act_get_text (inquiry, "reference");

    for (guint k = 0; inquiry->type == LOKET_ACT_INQUIRE && number != NULL && k < acts->len; k++) {
      const LoketAct *act = g_ptr_array_index (acts, k);

      if (act->opened != NULL &&
          g_strcmp0 (loket_json_peek_string (act->opened, "reference"), number) == 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* What the other agency is told, by an act that the loket adds to its own case. */
static void
describe_telling (GStrvBuilder *lines,
                  LoketSession *session,
                  LoketDossier *dossier,
                  LoketActType type,
                  JsonObject *payload)
{
  const char *passed = find_linked (dossier, "passedOnFrom");
  const char *before = find_linked (dossier, "previousLine");

  if (type == LOKET_ACT_RETURN_TRANSFER && sends_back (dossier))
    add (lines, _ ("%s reads in its own case that it comes back, and why."),
         loket_session_name_agency (session, passed));
  else if (type == LOKET_ACT_TAKE_UP && passed != NULL)
    add (lines, _ ("%s reads in its own case that you took it over."),
         loket_session_name_agency (session, passed));
  else if (type == LOKET_ACT_REQUEST && before != NULL &&
           g_strcmp0 (loket_json_peek_string (payload, "from"), "service") == 0)
    add (lines, _ ("%s gets the question in its own case."),
         loket_session_name_agency (session, before));
  else if (type == LOKET_ACT_DISPATCH && was_asked_here (dossier) &&
           g_strcmp0 (loket_json_peek_string (payload, "kind"), "inquiryReply") == 0)
    g_strv_builder_add (lines, _ ("Whoever inquires gets the reply in its own case."));
}

/**
 * loket_elsewhere_describe:
 * @payload: of an act that would have its effect
 *
 * Returns: (transfer full): a sentence for each thing; empty where there is none
 */
char **
loket_elsewhere_describe (LoketSession *session,
                          LoketDossier *dossier,
                          LoketActType type,
                          JsonObject *payload)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const char *agency = loket_json_peek_string (payload, "toAgency");

  if (agency != NULL)
    add (lines, _ ("When the loket takes this, it opens the case at %s."),
         loket_session_name_agency (session, agency));
  if (type == LOKET_ACT_RESTRICT)
    describe_restrict (lines, loket_session_get_desk (session), dossier, payload);
  describe_telling (lines, session, dossier, type, payload);
  return g_strv_builder_end (lines);
}
