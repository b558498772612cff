/* SPDX-License-Identifier: EUPL-1.2 */
/* Notices of a form. They warn; only a text that names whoever must not be named is refused. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-notices.h"
#include "loket-withheld.h"

static void
add_notice (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "notice");
  gtk_box_append (box, label);
}

/* As the form stands at first: asked of the service, passed on, a reply to the ombudsman. */
static gboolean
may_reach_service (LoketDossier *dossier, LoketActType type)
{
  static const char *const to_service = "{ \"from\": \"service\", \"kind\": \"inquiryReply\" }";
  g_autoptr (JsonNode) payload = loket_json_parse (to_service, -1, NULL);

  return loket_withheld_concerns (dossier->standing->current, type, json_node_get_object (payload));
}

/**
 * loket_form_notices_fill:
 *
 * Adds what is to be known before this act is done in this case; the box hides where that is
 * nothing.
 */
void
loket_form_notices_fill (GtkBox *box,
                         LoketSession *session,
                         LoketDossier *dossier,
                         LoketActType type)
{
  if (may_reach_service (dossier, type))
    add_notice (box, _ ("The complainant wants the name withheld from the service: what goes there "
                        "is looked through for name, address and numbers."));
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}

/**
 * loket_form_notices_withheld:
 *
 * Returns: (transfer full) (nullable): why this text may not leave; NULL where it may
 */
char *
loket_form_notices_withheld (LoketDossier *dossier, LoketActType type, JsonObject *payload)
{
  g_auto (GStrv) found = loket_withheld_find (dossier->standing->current, type, payload);
  g_autofree char *list = found != NULL ? g_strjoinv (", ", found) : NULL;

  if (found == NULL)
    return NULL;
  return g_strdup_printf (_ ("The name is withheld from the service, and the text says: %s. Say it "
                             "without that."),
                          list);
}
