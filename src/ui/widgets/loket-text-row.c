/* SPDX-License-Identifier: EUPL-1.2 */
/* Text of several lines in a form. Tab leaves it, so that the keyboard is never caught in it. */
#include "config.h"

#include "loket-text-row.h"

struct _LoketTextRow {
  GtkListBoxRow parent_instance;

  GtkLabel *title_label;
  GtkTextView *view;
  char *title;
};

typedef enum {
  PROP_TITLE = 1,
} LoketTextRowProperty;

static GParamSpec *properties[PROP_TITLE + 1];

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketTextRow, loket_text_row, GTK_TYPE_LIST_BOX_ROW)

static void
buffer_changed_cb (LoketTextRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LOKET_TEXT_ROW (widget)->view));
}

static void
loket_text_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  LoketTextRow *self = LOKET_TEXT_ROW (object);

  switch ((LoketTextRowProperty) prop_id) {
  case PROP_TITLE:
    if (!g_strcmp0 (self->title, g_value_get_string (value)))
      return;
    g_free (self->title);
    self->title = g_value_dup_string (value);
    gtk_label_set_text_with_mnemonic (self->title_label, self->title != NULL ? self->title : "");
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
loket_text_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LoketTextRow *self = LOKET_TEXT_ROW (object);

  switch ((LoketTextRowProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
loket_text_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_TEXT_ROW);
  G_OBJECT_CLASS (loket_text_row_parent_class)->dispose (object);
}

static void
loket_text_row_finalize (GObject *object)
{
  g_free (LOKET_TEXT_ROW (object)->title);
  G_OBJECT_CLASS (loket_text_row_parent_class)->finalize (object);
}

static void
loket_text_row_class_init (LoketTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = loket_text_row_set_property;
  object_class->get_property = loket_text_row_get_property;
  object_class->dispose = loket_text_row_dispose;
  object_class->finalize = loket_text_row_finalize;
  widget_class->grab_focus = grab_focus;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  /* ::changed: the text is another one now. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketTextRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTextRow, view);
}

static void
loket_text_row_init (LoketTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_mnemonic_widget (self->title_label, GTK_WIDGET (self->view));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title_label, NULL, -1);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * loket_text_row_new:
 * @title: label with its access key
 */
GtkWidget *
loket_text_row_new (const char *title)
{
  return g_object_new (LOKET_TYPE_TEXT_ROW, "title", title, NULL);
}

char *
loket_text_row_dup_text (LoketTextRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
loket_text_row_set_text (LoketTextRow *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
}
