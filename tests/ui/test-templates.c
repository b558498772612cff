/* SPDX-License-Identifier: EUPL-1.2 */
/* Every template can be made and goes away again: what is wrong in a .ui file shows only then. */
#include <adwaita.h>

#include "loket-act-form.h"
#include "loket-act-menu.h"
#include "loket-application.h"
#include "loket-banner.h"
#include "loket-case-list-pane.h"
#include "loket-case-page.h"
#include "loket-document-row.h"
#include "loket-documents.h"
#include "loket-effect-box.h"
#include "loket-explanation-window.h"
#include "loket-grievance-list.h"
#include "loket-line-state.h"
#include "loket-new-complaint-window.h"
#include "loket-preferences-window.h"
#include "loket-text-row.h"
#include "loket-timeline-row.h"
#include "loket-view-row.h"
#include "loket-view-sidebar.h"
#include "loket-welcome-window.h"

static void
test_template (gconstpointer data)
{
  GType type = *(const GType *) data;
  GObject *widget = g_object_new (type, NULL);

  if (GTK_IS_WINDOW (widget)) {
    g_object_add_weak_pointer (widget, (gpointer *) &widget);
    gtk_window_destroy (GTK_WINDOW (widget));
    while (widget != NULL && g_main_context_iteration (NULL, FALSE))
      ;
    g_assert_null (widget);
  } else {
    g_object_ref_sink (widget);
    g_assert_finalize_object (widget);
  }
}

static void
test_shortcuts (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/loket/Loket/ui/loket-shortcuts.ui");
  GObject *window = gtk_builder_get_object (builder, "shortcuts");

  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  const GType types[] = {
      LOKET_TYPE_ACT_MENU,       LOKET_TYPE_BANNER,
      LOKET_TYPE_CASE_LIST_PANE, LOKET_TYPE_CASE_PAGE,
      LOKET_TYPE_DOCUMENT_ROW,   LOKET_TYPE_DOCUMENTS,
      LOKET_TYPE_EFFECT_BOX,     LOKET_TYPE_EXPLANATION_WINDOW,
      LOKET_TYPE_GRIEVANCE_LIST, LOKET_TYPE_LINE_STATE,
      LOKET_TYPE_TEXT_ROW,       LOKET_TYPE_TIMELINE_ROW,
      LOKET_TYPE_VIEW_ROW,       LOKET_TYPE_VIEW_SIDEBAR,
      LOKET_TYPE_WELCOME_WINDOW, LOKET_TYPE_PREFERENCES_WINDOW,
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *path = g_strdup_printf ("/ui/template/%s", g_type_name (types[i]));

    g_test_add_data_func (path, &types[i], test_template);
  }
  g_test_add_func ("/ui/template/shortcuts", test_shortcuts);
  return g_test_run ();
}
