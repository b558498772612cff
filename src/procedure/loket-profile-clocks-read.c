/* SPDX-License-Identifier: EUPL-1.2 */
/* Clocks that have been checked, read into numbers. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-words-table.h"

/* In the order of LoketUnit and LoketEndWhen. */
static const char *const units[] = {"calendarDay", "workingDay",  "week", "month",
                                    "hour",        "workingHour", NULL};
static const char *const end_whens[] = {"any", "inTime", "late", NULL};

static LoketFact
read_fact (JsonObject *json, const char *member)
{
  JsonObject *object = loket_json_peek_object (json, member);
  const char *source, *article;
  LoketFact fact = {0};

  if (object == NULL)
    return fact;
  source = loket_json_peek_string (object, "source");
  article = loket_json_peek_string (object, "article");
  fact.given = TRUE;
  fact.number = (int) loket_json_peek_int (object, "value", 0);
  fact.word = g_intern_string (loket_json_peek_string (object, "value"));
  fact.yes = loket_json_peek_boolean (object, "value", FALSE);
  fact.confirmed = loket_json_peek_boolean (object, "confirmed", FALSE);
  fact.source = source != NULL && article != NULL ? g_strdup_printf ("%s, %s", source, article)
                                                  : g_strdup (source);
  return fact;
}

static void
clear_end (LoketClockEnd *end)
{
  g_strfreev (end->kinds);
  g_strfreev (end->from);
}

static GArray *
read_ends (JsonObject *clock, const char *list)
{
  GArray *ends = g_array_new (FALSE, TRUE, sizeof (LoketClockEnd));
  JsonArray *array = loket_json_peek_array (clock, list);
  guint count = array != NULL ? json_array_get_length (array) : 0;

  g_array_set_clear_func (ends, (GDestroyNotify) clear_end);
  for (guint i = 0; i < count; i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);
    gboolean in_time = loket_json_peek_boolean (json, "inTime", FALSE);
    const char *when = loket_json_peek_string (json, "when");
    LoketClockEnd end = {
        .act = loket_act_type_from_string (loket_json_peek_string (json, "act")),
        .kinds = _loket_codes_read (json, "kind"),
        .from = _loket_codes_read (json, "from"),
        .when =
            in_time ? LOKET_END_IN_TIME : loket_words_table_find (end_whens, when, LOKET_END_ANY),
    };

    g_array_append_val (ends, end);
  }
  return ends;
}

/* "request.until": what that act says. */
static void
read_copy (LoketClockRule *clock)
{
  g_auto (GStrv) path = g_strsplit (clock->copied_from.word, ".", 2);

  clock->anchor_act = loket_act_type_from_string (path[0]);
  clock->anchor_kind =
      clock->anchor_act != LOKET_ACT_UNKNOWN ? LOKET_ANCHOR_PROMISED : LOKET_ANCHOR_COPIED;
}

static void
read_anchor (LoketClockRule *clock)
{
  const char *word = clock->anchor.word;

  clock->anchor_kind = LOKET_ANCHOR_ACT;
  if (clock->copied_from.given)
    read_copy (clock);
  else if (g_str_equal (word, "received"))
    clock->anchor_kind = LOKET_ANCHOR_RECEIVED;
  else if (g_str_equal (word, "decisionNotified"))
    clock->anchor_kind = LOKET_ANCHOR_DECISION_NOTIFIED;
  else if (g_str_equal (word, "factsHappened"))
    clock->anchor_kind = LOKET_ANCHOR_FACTS_HAPPENED;
  else if (g_str_equal (word, "acknowledged"))
    clock->anchor_act = LOKET_ACT_ACKNOWLEDGE;
  else if (g_str_equal (word, "inquired"))
    clock->anchor_act = LOKET_ACT_INQUIRE;
  else
    clock->anchor_act = loket_act_type_from_string (word);
}

static void
read_extensions (LoketClockRule *clock, JsonObject *json)
{
  JsonObject *extensions = loket_json_peek_object (json, "extensions");

  if (extensions == NULL)
    return;
  clock->extensible = TRUE;
  clock->extension_max = read_fact (extensions, "max");
  clock->extension_amount = read_fact (extensions, "amount");
  clock->extension_unit = read_fact (extensions, "unit");
  clock->extension_counted_in =
      (LoketUnit) loket_words_table_find (units, clock->extension_unit.word, 0);
}

/* "09:30" is the minute 570 of the day. */
static int
read_minutes (JsonObject *json, const char *member)
{
  const char *text = loket_json_peek_string (json, member);

  return 60 * (int) g_ascii_strtoll (text, NULL, 10) + (int) g_ascii_strtoll (text + 3, NULL, 10);
}

static int
compare_openings (gconstpointer a, gconstpointer b)
{
  return ((const LoketOpening *) a)->from - ((const LoketOpening *) b)->from;
}

static GArray *
read_openings (JsonObject *clock)
{
  GArray *openings = g_array_new (FALSE, TRUE, sizeof (LoketOpening));
  JsonObject *fact = loket_json_peek_object (clock, "openingHours");
  JsonArray *array = fact != NULL ? loket_json_peek_array (fact, "value") : NULL;
  guint count = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);
    JsonArray *days = loket_json_peek_array (json, "days");
    LoketOpening opening = {0, read_minutes (json, "from"), read_minutes (json, "until")};

    for (guint j = 0; j < json_array_get_length (days); j++)
      opening.weekdays |= 1u << json_array_get_int_element (days, j);
    g_array_append_val (openings, opening);
  }
  g_array_sort (openings, compare_openings);
  return openings;
}

static void
read_stay (LoketClockRule *clock, JsonObject *json)
{
  JsonObject *stay = loket_json_peek_object (json, "stayedBy");

  if (stay == NULL)
    return;
  clock->stayed = TRUE;
  clock->stay_until = _loket_codes_read (stay, "until");
  clock->stay_months = read_fact (stay, "months");
}

static LoketClockRule
read_clock (JsonObject *json)
{
  const char *id = loket_json_peek_string (json, "clock");
  LoketClockRule clock = {
      .id = loket_clock_id_from_string (id),
      .id_code = id,
      .kind = loket_clock_kind_from_string (loket_json_peek_string (json, "kind"),
                                            LOKET_CLOCK_KIND_INTERNAL),
      .anchor = read_fact (json, "anchor"),
      .pick_last = g_strcmp0 (loket_json_peek_string (json, "pick"), "last") == 0,
      .copied_from = read_fact (json, "copiedFrom"),
      .ends_received = json_object_has_member (json, "endsWith"),
      .citizens = g_strcmp0 (loket_json_peek_string (json, "whose"), "citizen") == 0,
      .anchor_from = _loket_codes_read (json, "anchorFrom"),
      .demands = _loket_codes_read (json, "demands"),
      .has_term = !json_object_has_member (json, "noTerm"),
      .no_term = read_fact (json, "noTerm"),
      .amount = read_fact (json, "amount"),
      .unit = read_fact (json, "unit"),
      .calendar = loket_json_peek_string (json, "calendar"),
      .opening_hours = read_fact (json, "openingHours"),
      .openings = read_openings (json),
      .roll_rule = read_fact (json, "rollRule"),
      .counts = read_fact (json, "counts"),
      .satisfied_by = read_ends (json, "satisfiedBy"),
      .skipped_by = read_ends (json, "skippedBy"),
      .suspendable = json_object_has_member (json, "suspendedBy"),
  };

  clock.counted_in = (LoketUnit) loket_words_table_find (units, clock.unit.word, 0);
  clock.roll_rule.yes = g_strcmp0 (clock.roll_rule.word, "nextWorkingDay") == 0;
  read_anchor (&clock);
  read_stay (&clock, json);
  read_extensions (&clock, json);
  return clock;
}

static void
clear_clock (LoketClockRule *clock)
{
  g_free (clock->anchor.source);
  g_free (clock->copied_from.source);
  g_free (clock->stay_months.source);
  g_strfreev (clock->stay_until);
  g_free (clock->opening_hours.source);
  g_strfreev (clock->anchor_from);
  g_strfreev (clock->demands);
  g_array_unref (clock->openings);
  g_free (clock->no_term.source);
  g_free (clock->amount.source);
  g_free (clock->unit.source);
  g_free (clock->roll_rule.source);
  g_free (clock->counts.source);
  g_free (clock->extension_max.source);
  g_free (clock->extension_amount.source);
  g_free (clock->extension_unit.source);
  g_array_unref (clock->satisfied_by);
  g_array_unref (clock->skipped_by);
}

/**
 * _loket_clocks_read:
 * @list: a member that has passed _loket_clocks_check()
 *
 * Returns: (transfer full) (element-type LoketClockRule): in the order of the file
 */
GArray *
_loket_clocks_read (JsonObject *object, const char *list)
{
  JsonArray *array = loket_json_peek_array (object, list);
  GArray *clocks = g_array_new (FALSE, TRUE, sizeof (LoketClockRule));

  g_array_set_clear_func (clocks, (GDestroyNotify) clear_clock);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    LoketClockRule clock = read_clock (loket_json_array_peek_object (array, i));

    g_array_append_val (clocks, clock);
  }
  return clocks;
}
