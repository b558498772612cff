/* SPDX-License-Identifier: EUPL-1.2 */
/* The history as a list box; longer ones than it can carry are cut, and say so. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-timeline-row.h"
#include "loket-timeline.h"
#include "loket-widget.h"

/* A list box realises every row: beyond this it is felt. */
enum {
  ROWS_MAX = 500
};

struct _LoketTimeline {
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkLabel *cut;
  guint limit;
};

G_DEFINE_FINAL_TYPE (LoketTimeline, loket_timeline, GTK_TYPE_WIDGET)

static void
loket_timeline_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_TIMELINE);
  G_OBJECT_CLASS (loket_timeline_parent_class)->dispose (object);
}

static void
loket_timeline_class_init (LoketTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_timeline_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-timeline.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketTimeline, list);
  gtk_widget_class_bind_template_child (widget_class, LoketTimeline, cut);
}

static void
loket_timeline_init (LoketTimeline *self)
{
  self->limit = ROWS_MAX;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_timeline_set_limit:
 * @limit: so many acts at most, the newest ones
 */
void
loket_timeline_set_limit (LoketTimeline *self, guint limit)
{
  self->limit = MIN (limit, ROWS_MAX);
}

void
loket_timeline_show (LoketTimeline *self, LoketSession *session, LoketDossier *dossier)
{
  GPtrArray *effects = dossier->standing->effects;
  guint shown = MIN (effects->len, self->limit);
  g_autofree char *cut = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < shown; i++)
    gtk_list_box_append (self->list,
                         loket_timeline_row_new (session, effects->pdata[effects->len - 1 - i]));
  if (shown == effects->len && shown < self->limit)
    gtk_list_box_append (self->list,
                         loket_timeline_row_new_for_receipt (session, dossier->standing->current));
  cut = g_strdup_printf (
      ngettext ("%u older act is not shown", "%u older acts are not shown", effects->len - shown),
      effects->len - shown);
  gtk_label_set_text (self->cut, cut);
  gtk_widget_set_visible (GTK_WIDGET (self->cut), effects->len > shown);
}
