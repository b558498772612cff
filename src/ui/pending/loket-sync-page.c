/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the syncs: the report of the last one, and lines of the log. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-pending-row.h"
#include "loket-sync-page.h"
#include "loket-widget.h"

/* So many of those before the last one. */
enum {
  EARLIER_MAX = 8
};

struct _LoketSyncPage {
  GtkWidget parent_instance;

  GtkWidget *send_button;
  AdwPreferencesGroup *last;
  AdwPreferencesGroup *earlier;
  GPtrArray *rows;          /* (element-type GtkWidget): of both groups; owned by them */
  LoketSession *session;    /* (owned) (nullable) */
  GSignalGroup *desk_watch; /* (owned) */
};

G_DEFINE_FINAL_TYPE (LoketSyncPage, loket_sync_page, GTK_TYPE_WIDGET)

/* What a sync counts, as the log calls it. */
static const struct {
  const char *member;
  const char *label;
} counts[] = {
    {"received", N_ ("cases new or changed")},
    {"sent", N_ ("acts that the loket took")},
    {"refused", N_ ("acts that need your decision")},
    {"withdrawn", N_ ("cases that are no longer yours")},
    {"erased", N_ ("cases that were erased")},
    {"gone", N_ ("cases that did not come again")},
    {"quarantined", N_ ("items that could not be read and lie aside")},
    {"documentsNotSent", N_ ("documents that are not sent yet")},
};

static void
add_row (LoketSyncPage *self, AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (LoketSyncPage *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];

    adw_preferences_group_remove (
        ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
  }
  g_ptr_array_set_size (self->rows, 0);
}

static void
get_numbers (const LoketSyncReport *report, gint64 numbers[G_N_ELEMENTS (counts)])
{
  const gint64 in_order[] = {
      report->received, report->sent, report->refused,     report->withdrawn,
      report->erased,   report->gone, report->quarantined, report->documents_not_sent};

  memcpy (numbers, in_order, sizeof (in_order));
}

/* "cases new or changed: 2 · acts that the loket took: 1", or that there was nothing. */
static char *
join_numbers (LoketSpeech *speech, const gint64 numbers[G_N_ELEMENTS (counts)])
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autofree char *number = loket_speech_number (speech, numbers[i]);

    if (numbers[i] == 0)
      continue;
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "", _ (counts[i].label),
                            number);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("nothing new"));
}

/* "Done at 14:02, without trouble" */
static char *
say_end (const LoketSyncReport *report, const char *when)
{
  if (report->error != NULL)
    return g_strdup_printf (_ ("Ended early %s"), when);
  if (report->documents_error != NULL)
    return g_strdup_printf (_ ("Done %s; documents are not sent yet"), when);
  return g_strdup_printf (_ ("Done %s, without trouble"), when);
}

static void
show_last (LoketSyncPage *self, const LoketSyncReport *report)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  gint64 numbers[G_N_ELEMENTS (counts)];
  g_autofree char *joined = NULL;
  g_autofree char *when = NULL;
  g_autofree char *title = NULL;

  if (report == NULL) {
    add_row (self, self->last, _ ("Not yet spoken with the loket"), NULL);
    return;
  }
  get_numbers (report, numbers);
  joined = join_numbers (speech, numbers);
  when = loket_pending_row_say_moment (self->session, report->ended);
  title = say_end (report, when);
  add_row (self, self->last, title, joined);
  if (report->error != NULL)
    add_row (self, self->last, _ ("Why"), loket_speech_name (speech, "error", report->error));
  if (report->documents_error != NULL)
    add_row (self, self->last, _ ("Why documents wait"),
             loket_speech_name (speech, "error", report->documents_error));
}

/* What went wrong or was mended, and the numbers; of what was mended there are none. */
static char *
say_line (LoketSpeech *speech, JsonObject *line)
{
  const char *code = loket_json_peek_string (line, "code");
  gboolean is_care = g_strcmp0 (loket_json_peek_string (line, "event"), "care") == 0;
  gint64 numbers[G_N_ELEMENTS (counts)];
  g_autofree char *joined = NULL;
  g_autofree char *brief = code != NULL ? loket_speech_name_briefly (speech, "error", code) : NULL;

  if (is_care && brief != NULL)
    return g_steal_pointer (&brief);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    numbers[i] = loket_json_peek_int (line, counts[i].member, 0);
  joined = join_numbers (speech, numbers);
  return brief != NULL ? g_strdup_printf ("%s\n%s", brief, joined) : g_steal_pointer (&joined);
}

static void
show_line (LoketSyncPage *self, JsonObject *line)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  LoketMoment at = loket_json_peek_moment (line, "at");
  g_autofree char *subtitle = NULL;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  g_autofree char *title = NULL;

  if (at == LOKET_NO_MOMENT)
    return;
  subtitle = say_line (speech, line);
  day = loket_speech_day_medium (speech, loket_moment_get_day (at));
  time = loket_speech_time (speech, at);
  title = g_strdup_printf ("%s, %s", day, time);
  add_row (self, self->earlier, title, subtitle);
}

/* The newest line of a sync is that of the last one, which has a report; what was mended since, and
 * what became of its documents, may stand behind it. */
static guint
find_last (GPtrArray *lines)
{
  static const char *const others[] = {"care", "documents", NULL};

  for (guint i = lines->len; i > 0; i--) {
    const char *event = loket_json_peek_string (lines->pdata[i - 1], "event");

    if (event == NULL || !g_strv_contains (others, event))
      return i - 1;
  }
  return lines->len;
}

static void
show_earlier (LoketSyncPage *self)
{
  g_autoptr (GPtrArray) lines = loket_desk_read_log (loket_session_get_desk (self->session));
  guint last = find_last (lines);
  guint shown = 0;

  for (guint i = lines->len; i > 0 && shown < EARLIER_MAX; i--) {
    if (i - 1 == last)
      continue;
    show_line (self, lines->pdata[i - 1]);
    shown++;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->earlier), shown > 0);
}

static void
show (LoketSyncPage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  clear (self);
  show_last (self, loket_desk_get_report (loket_session_get_desk (self->session)));
  show_earlier (self);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (loket_sync_page_parent_class)->map (widget);
  show (LOKET_SYNC_PAGE (widget));
}

static void
loket_sync_page_dispose (GObject *object)
{
  LoketSyncPage *self = LOKET_SYNC_PAGE (object);

  g_clear_object (&self->desk_watch);
  g_clear_object (&self->session);
  loket_widget_dispose_template (object, LOKET_TYPE_SYNC_PAGE);
  G_OBJECT_CLASS (loket_sync_page_parent_class)->dispose (object);
}

static void
loket_sync_page_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_SYNC_PAGE (object)->rows);
  G_OBJECT_CLASS (loket_sync_page_parent_class)->finalize (object);
}

static void
loket_sync_page_class_init (LoketSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_sync_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_sync_page_finalize;
  widget_class->map = map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-sync-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncPage, last);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncPage, earlier);
}

static void
loket_sync_page_init (LoketSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "sync-changed", G_CALLBACK (show), self);
}

void
loket_sync_page_set_session (LoketSyncPage *self, LoketSession *session)
{
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  show (self);
}

/**
 * loket_sync_page_enter:
 *
 * The keyboard goes to the first thing on the page.
 */
void
loket_sync_page_enter (LoketSyncPage *self)
{
  gtk_widget_grab_focus (self->send_button);
}
