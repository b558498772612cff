/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of cases.
 *
 * Measured on GTK 4.8.3 with 100,000 rows: replacing all of them in one ::items-changed costs
 * 100,000 calls and more, taking them away and putting them there again costs 411. So a new view is
 * (0, N, 0), (0, 0, 64), then the rest appended; a changed order is one removal and one insertion;
 * what a row says changes by property notify alone. */
#include "config.h"

#include "loket-case-list-private.h"
#include "loket-list-rows.h"
#include "loket-store-lines-private.h"

enum {
  PAGE_SIZE = 64 /* rows read at once; also the first screen */
};

struct _LoketCaseList {
  GObject parent_instance;

  LoketStore *store;         /* (owned) */
  GCancellable *cancellable; /* of all that is under way */
  LoketQuery query;          /* its texts are owned */
  guint generation; /* counts the views shown: what was asked for an earlier one is dropped */
  GArray *entries;  /* (element-type LoketListEntry) */
  LoketListRows *rows;
  gboolean loading;       /* the entries of the view are not all here yet */
  gboolean refreshing;    /* the order is being asked anew */
  gboolean refresh_again; /* and has to be once more */
};

typedef enum {
  PROP_LOADING = 1,
} LoketCaseListProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketCaseList,
                               loket_case_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* What an answer of the reader belongs to. */
typedef struct {
  LoketCaseList *list; /* (owned) */
  guint generation;
} Question;

static Question *
question_new (LoketCaseList *self)
{
  Question *question = g_new0 (Question, 1);

  question->list = g_object_ref (self);
  question->generation = self->generation;
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->list);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_late (const Question *question)
{
  return question->generation != question->list->generation;
}

static void
report (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("the list could not be read: %s", error->message);
}

static void
request_page (LoketCaseList *self, guint position)
{
  gint64 ids[PAGE_SIZE];
  guint first = position - position % PAGE_SIZE;
  guint count = MIN (PAGE_SIZE, self->entries->len - first);

  for (guint i = 0; i < count; i++)
    ids[i] = g_array_index (self->entries, LoketListEntry, first + i).id;
  loket_list_rows_request (self->rows, ids, count);
}

static void
replace_entries (LoketCaseList *self, GArray *entries)
{
  g_array_unref (self->entries);
  self->entries = g_array_ref (entries);
}

static void
remove_entries (LoketCaseList *self, guint position, guint count)
{
  if (count == 0)
    return;
  g_array_remove_range (self->entries, position, count);
  g_list_model_items_changed (G_LIST_MODEL (self), position, count, 0);
}

static gboolean
same (GArray *a, guint i, GArray *b, guint j)
{
  return g_array_index (a, LoketListEntry, i).id == g_array_index (b, LoketListEntry, j).id;
}

/* Goes over to a new order by one removal and one insertion of what lies between the common
 * beginning and the common end; from the beginning where more than half has changed. */
static void
change_order (LoketCaseList *self, GArray *entries)
{
  guint old_count = self->entries->len, new_count = entries->len;
  guint prefix = 0, suffix = 0;

  while (prefix < MIN (old_count, new_count) && same (self->entries, prefix, entries, prefix))
    prefix++;
  while (suffix < MIN (old_count, new_count) - prefix &&
         same (self->entries, old_count - suffix - 1, entries, new_count - suffix - 1))
    suffix++;
  /* Appending is free, however much it is. */
  if (prefix < old_count && MAX (old_count, new_count) - prefix - suffix > old_count / 2)
    prefix = suffix = 0;
  remove_entries (self, prefix, old_count - prefix - suffix);
  replace_entries (self, entries);
  if (new_count > prefix + suffix)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, 0, new_count - prefix - suffix);
}

static void
set_loading (LoketCaseList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void ask_for_order (LoketCaseList *self);

static void
order_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) entries = _loket_store_list_ids_finish (LOKET_STORE (source), result, &error);
  g_autoptr (Question) question = user_data;
  LoketCaseList *self = question->list;

  if (entries == NULL)
    report (error);
  if (is_late (question))
    return;
  self->refreshing = FALSE;
  if (entries != NULL)
    change_order (self, entries);
  set_loading (self, FALSE);
  if (self->refresh_again)
    ask_for_order (self);
}

static void
ask_for_order (LoketCaseList *self)
{
  self->refresh_again = FALSE;
  self->refreshing = TRUE;
  _loket_store_list_ids_async (self->store, &self->query, self->cancellable, order_read_cb,
                               question_new (self));
}

static void
show_first_lines (LoketCaseList *self, GPtrArray *lines)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LoketListEntry));
  guint old_count = self->entries->len;

  remove_entries (self, 0, old_count);
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);
    LoketListEntry entry = {line->id, loket_list_entry_key (line->case_id)};

    g_array_append_val (entries, entry);
  }
  loket_list_rows_replace (self->rows, lines);
  replace_entries (self, entries);
  if (entries->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, entries->len);
}

static void
first_lines_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines =
      loket_store_list_lines_finish (LOKET_STORE (source), result, &error);
  g_autoptr (Question) question = user_data;
  LoketCaseList *self = question->list;

  if (lines == NULL)
    report (error);
  if (is_late (question))
    return;
  if (lines != NULL)
    show_first_lines (self, lines);
  ask_for_order (self);
}

LoketCaseList *
_loket_case_list_new (LoketStore *store)
{
  LoketCaseList *self = g_object_new (LOKET_TYPE_CASE_LIST, NULL);

  self->store = g_object_ref (store);
  self->rows = loket_list_rows_new (store);
  return self;
}

static void
clear_query (LoketCaseList *self)
{
  g_free ((char *) self->query.search);
  g_free ((char *) self->query.person);
  g_free ((char *) self->query.bundle);
}

static void
take_query (LoketCaseList *self, const LoketQuery *query)
{
  LoketQuery taken = *query;

  taken.search = g_strdup (query->search);
  taken.person = g_strdup (query->person);
  taken.bundle = g_strdup (query->bundle);
  clear_query (self);
  self->query = taken;
}

/**
 * _loket_case_list_show:
 * @query: copied
 *
 * Another view, or another search. What is there stays until the first 64 rows of it are here.
 */
void
_loket_case_list_show (LoketCaseList *self, const LoketQuery *query)
{
  take_query (self, query);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->generation++;
  loket_list_rows_begin (self->rows, query->today, query->now);
  set_loading (self, TRUE);
  self->refreshing = TRUE;
  self->refresh_again = FALSE;
  loket_store_list_lines_async (self->store, &self->query, PAGE_SIZE, self->cancellable,
                                first_lines_read_cb, question_new (self));
}

/**
 * _loket_case_list_refresh:
 * @case_ids: (nullable)
 *
 * Several at once are folded into one.
 */
void
_loket_case_list_refresh (LoketCaseList *self, const char *const *case_ids)
{
  if (self->generation == 0)
    return;
  loket_list_rows_refresh (self->rows, case_ids);
  if (self->refreshing)
    self->refresh_again = TRUE;
  else
    ask_for_order (self);
}

/**
 * _loket_case_list_set_now:
 *
 * For which day and moment the next loket_case_list_refresh() asks.
 */
void
_loket_case_list_set_now (LoketCaseList *self, LoketDay today, LoketMoment now)
{
  self->query.today = today;
  self->query.now = now;
  loket_list_rows_set_now (self->rows, today, now);
}

guint
loket_case_list_find (LoketCaseList *self, const char *case_id)
{
  guint64 key = loket_list_entry_key (case_id);

  for (guint i = 0; i < self->entries->len; i++) {
    if (g_array_index (self->entries, LoketListEntry, i).key == key)
      return i;
  }
  return G_MAXUINT;
}

/**
 * loket_case_list_is_loading:
 *
 * Returns: whether the view is not whole yet
 */
gboolean
loket_case_list_is_loading (LoketCaseList *self)
{
  return self->loading;
}

static GType
loket_case_list_get_item_type (GListModel *model)
{
  return LOKET_TYPE_CASE_ROW;
}

static guint
loket_case_list_get_n_items (GListModel *model)
{
  return LOKET_CASE_LIST (model)->entries->len;
}

static gpointer
loket_case_list_get_item (GListModel *model, guint position)
{
  LoketCaseList *self = LOKET_CASE_LIST (model);
  LoketCaseRow *row;
  gint64 id;

  if (position >= self->entries->len)
    return NULL;
  id = g_array_index (self->entries, LoketListEntry, position).id;
  row = loket_list_rows_find (self->rows, id);
  if (row == NULL) {
    request_page (self, position);
    row = loket_list_rows_find (self->rows, id);
  }
  return g_object_ref (row);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = loket_case_list_get_item_type;
  iface->get_n_items = loket_case_list_get_n_items;
  iface->get_item = loket_case_list_get_item;
}

static void
loket_case_list_dispose (GObject *object)
{
  LoketCaseList *self = LOKET_CASE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->rows, loket_list_rows_close);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (loket_case_list_parent_class)->dispose (object);
}

static void
loket_case_list_finalize (GObject *object)
{
  LoketCaseList *self = LOKET_CASE_LIST (object);

  g_object_unref (self->cancellable);
  g_array_unref (self->entries);
  clear_query (self);

  G_OBJECT_CLASS (loket_case_list_parent_class)->finalize (object);
}

static void
loket_case_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((LoketCaseListProperty) prop_id) {
  case PROP_LOADING:
    g_value_set_boolean (value, LOKET_CASE_LIST (object)->loading);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
loket_case_list_class_init (LoketCaseListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_case_list_get_property;
  object_class->dispose = loket_case_list_dispose;
  object_class->finalize = loket_case_list_finalize;

  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
loket_case_list_init (LoketCaseList *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_array_new (FALSE, FALSE, sizeof (LoketListEntry));
}
