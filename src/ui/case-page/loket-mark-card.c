/* SPDX-License-Identifier: EUPL-1.2 */
/* Every grievance is judged and the case is not: what the main grievance says, and that nobody else
 * decides. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-profile-choices.h"
#include "loket-stage-cards.h"

/* Returns: (nullable): the mark of the main grievance; @all: (out): whether each has one */
static const char *
find_main_mark (LoketDossier *dossier, gboolean *all)
{
  GPtrArray *grievances = dossier->standing->current->grievances;
  const char *main_mark = NULL;

  *all = grievances->len > 0;
  for (guint i = 0; i < grievances->len; i++) {
    LoketGrievance *grievance = g_ptr_array_index (grievances, i);
    const char *mark = loket_standing_get_mark (dossier->standing, grievance->grievance_id);

    *all = *all && mark != NULL;
    if (grievance->main || grievances->len == 1)
      main_mark = mark;
  }
  return main_mark;
}

/* A procedure that has them tells by which it is that the case cannot be judged. */
static void
add_marks (GtkWidget *card, LoketSession *session, LoketProfile *profile)
{
  g_autoptr (GPtrArray) marks = loket_profile_choices_list (session, profile, "outcomeMarks", NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < marks->len; i++) {
    LoketChoice *mark = g_ptr_array_index (marks, i);

    if (g_str_has_prefix (mark->code, "noJudgement"))
      g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "", mark->name);
  }
  if (names->len > 0)
    loket_guide_add_printf (card, _ ("Where the case cannot be judged: %s."), names->str);
}

GtkWidget *
loket_mark_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  gboolean all;
  const char *mark = find_main_mark (dossier, &all);
  GtkWidget *card;

  if (profile == NULL || !all || loket_standing_get_mark (dossier->standing, NULL) != NULL ||
      dossier->standing->permissions[LOKET_ACT_ASSESS].answer != LOKET_ANSWER_ALLOWED)
    return NULL;
  card = loket_guide_card_new (_ ("Every grievance is judged; the case as a whole is not yet"));
  if (mark != NULL)
    loket_guide_add_printf (
        card,
        _ ("The main grievance: %s. The judgement of the case usually "
           "follows it; you decide."),
        loket_profile_choices_get_name (session, dossier->the_case, "outcomeMarks", "mark", mark));
  else
    loket_guide_add_text (card, _ ("No grievance is the main one: weigh them against each other."));
  add_marks (card, session, profile);
  loket_guide_add_act (card, session, dossier, LOKET_ACT_ASSESS, NULL, _ ("Judge the case"));
  return card;
}
