/* SPDX-License-Identifier: EUPL-1.2 */
/* The feed of changes, with long poll. */
#include "config.h"

#include "loket-access.h"
#include "loket-central-private.h"
#include "loket-cursor.h"
#include "loket-http.h"

enum {
  PAGE_SIZE_MAX = 500,
  PAGE_SIZE_USUAL = 100,
  PAGE_BYTES_MAX = 4 * 1024 * 1024, /* a page ends here, whatever the size that was asked for */
  CASE_BYTES_MAX = 256 * 1024, /* a larger case, or one with more acts than an answer has, is left
                                  out of the page and fetched */
  WAIT_MAX_S = 50,             /* below the minute after which proxies give up */
  ROWS_AT_ONCE = 500,
};

typedef struct {
  LoketCall *call;
  LoketFeedWriter *writer; /* (owned) */
  gint64 key;              /* of the last row that was looked at */
  guint page_size;
} Page;

static LoketResponse *
refuse_cursor (const char *detail)
{
  return _loket_call_refuse (LOKET_PROBLEM_CURSOR_TOO_OLD, detail);
}

/* The data were put back to an earlier day since it was given: what was the last key then was not
 * given yet, or to another change. */
static gboolean
is_of_lost_history (const LoketFeedPlace *cursor, const LoketFeedPlace *now)
{
  return cursor->last > now->last || !g_str_equal (cursor->opening, now->opening);
}

static gboolean
read_cursor (LoketCall *call, gint64 *key, LoketResponse **refusal)
{
  LoketLedger *ledger = call->central->ledger;
  g_autofree char *cursor = loket_request_dup_query_value (call->request, "after");
  LoketFeedPlace place, now;
  GError *error = NULL;
  gint64 floor;

  *key = 0;
  if (cursor == NULL || cursor[0] == '\0')
    return TRUE;
  if (!loket_cursor_read (cursor, loket_ledger_get_realm (ledger), call->person, &place)) {
    *refusal = refuse_cursor ("not a cursor of these data and this account");
    return FALSE;
  }
  if (!loket_ledger_get_feed_span (ledger, &floor, &now.last, &error) ||
      !loket_ledger_read_opening (ledger, place.last, now.opening, sizeof now.opening, &error)) {
    *refusal = _loket_call_fail (error);
    return FALSE;
  }
  if (place.key < floor || is_of_lost_history (&place, &now)) {
    *refusal = refuse_cursor (place.key < floor ? "older than what is remembered" : "never given");
    return FALSE;
  }
  *key = place.key;
  return TRUE;
}

static gboolean
add_upserted (Page *page, const LoketFeedRow *row, GError **error)
{
  LoketCentral *central = page->call->central;
  g_autoptr (LoketRecord) record = loket_ledger_find_case (central->ledger, row->case_id, error);
  g_autoptr (JsonObject) json = NULL;
  g_autofree char *text = NULL;

  if (record == NULL)
    return FALSE;
  if (record->acts->len <= central->acts_max) {
    json = loket_describe_case (record, central->rules, loket_central_get_now (central),
                                central->acts_max, error);
    if (json == NULL)
      return FALSE;
    text = loket_json_object_to_string (json);
  }
  loket_feed_writer_add_upsert (page->writer, row->case_id, record->version,
                                text != NULL && strlen (text) <= CASE_BYTES_MAX ? text : NULL);
  return TRUE;
}

static gboolean
add_row (Page *page, const LoketFeedRow *row, GError **error)
{
  const LoketPerson *person = page->call->person;

  page->key = row->key;
  if (!loket_person_may_see (person, row->agency))
    return TRUE;
  if (row->change != LOKET_CHANGE_UPSERTED)
    loket_feed_writer_add_removal (page->writer, row->case_id, row->version, row->change,
                                   row->reason);
  else if (!loket_person_may_see_case (person, row->agency, (const char *const *) row->seen_by))
    loket_feed_writer_add_removal (page->writer, row->case_id, row->version, LOKET_CHANGE_WITHDRAWN,
                                   LOKET_ACCESS_REASON);
  else
    return add_upserted (page, row, error);
  return TRUE;
}

static gboolean
is_full (const Page *page)
{
  return loket_feed_writer_get_count (page->writer) >= page->page_size ||
         loket_feed_writer_get_size (page->writer) >= PAGE_BYTES_MAX;
}

/* Reads on until the page is full or the feed ends: rows of other agencies cost no request. */
static gboolean
fill_page (Page *page, GError **error)
{
  guint n_rows = ROWS_AT_ONCE;

  while (n_rows == ROWS_AT_ONCE && !is_full (page)) {
    g_autoptr (GPtrArray) rows =
        loket_ledger_list_feed (page->call->central->ledger, page->key, ROWS_AT_ONCE, error);

    if (rows == NULL)
      return FALSE;
    n_rows = rows->len;
    for (guint i = 0; i < rows->len && !is_full (page); i++) {
      if (!add_row (page, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  }
  return TRUE;
}

static LoketResponse *
finish_page (Page *page)
{
  LoketCall *call = page->call;
  const LoketRefData *tags = _loket_call_get_ref_data (call);
  LoketLedger *ledger = call->central->ledger;
  LoketFeedPlace place = {.key = page->key};
  gint64 floor;
  g_autofree char *next = NULL;
  g_autoptr (GBytes) body = NULL;
  LoketResponse *response;
  GError *error = NULL;

  if (!loket_ledger_get_feed_span (ledger, &floor, &place.last, &error) ||
      !loket_ledger_read_opening (ledger, place.last, place.opening, sizeof place.opening, &error))
    return _loket_call_fail (error);
  next = loket_cursor_make (loket_ledger_get_realm (ledger), call->person, &place);
  body = loket_feed_writer_finish (page->writer, next, tags);
  response = loket_response_new (200);
  loket_response_set_body (response, body, LOKET_HTTP_JSON);
  return response;
}

/**
 * _loket_call_get_changes:
 *
 * Returns: (transfer full) (nullable): NULL: nothing is new, and the caller wants to wait
 */
LoketResponse *
_loket_call_get_changes (LoketCall *call)
{
  g_autoptr (LoketFeedWriter) writer = loket_feed_writer_new ();
  Page page = {.call = call, .writer = writer};
  gint64 page_size = PAGE_SIZE_USUAL;
  gint64 wait_s = 0;
  LoketResponse *refusal = NULL;
  GError *error = NULL;

  if (!_loket_call_read_number (call, "pageSize", 1, PAGE_SIZE_MAX, &page_size, &refusal) ||
      !_loket_call_read_number (call, "wait", 0, WAIT_MAX_S, &wait_s, &refusal) ||
      !read_cursor (call, &page.key, &refusal))
    return refusal;
  page.page_size = (guint) page_size;
  if (!fill_page (&page, &error))
    return _loket_call_fail (error);
  if (loket_feed_writer_get_count (writer) == 0 && wait_s > 0 && call->may_wait) {
    call->wait_ms = (guint) wait_s * 1000;
    return NULL;
  }
  return finish_page (&page);
}
