/* SPDX-License-Identifier: EUPL-1.2 */
/* TYPE=WHEN[,KEY=VALUE]... and KEY=VALUE. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-codes.h"
#include "loket-ctl-act.h"
#include "loket-ctl.h"
#include "loket-error.h"

/**
 * loket_ctl_act_set:
 * @payload: gets the member
 * @pair: KEY=VALUE; a value that is a JSON object, list, number, `true`, `false` or `null` is that
 *   value, anything else is a text
 */
gboolean
loket_ctl_act_set (JsonObject *payload, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *key = equals != NULL ? g_strndup (pair, equals - pair) : NULL;
  g_autoptr (JsonNode) value = NULL;

  if (key == NULL || *key == '\0') {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, _ ("“%s” is not KEY=VALUE"), pair);
    return FALSE;
  }
  if (!g_utf8_validate (pair, -1, NULL)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, _ ("%s: the value is not UTF-8"), key);
    return FALSE;
  }
  value = loket_json_parse (equals + 1, -1, NULL);
  if (value != NULL)
    json_object_set_member (payload, key, g_steal_pointer (&value));
  else
    json_object_set_string_member (payload, key, equals + 1);
  return TRUE;
}

/* The calculator counts dates: that a text is there matters, what it says does not. */
static void
fill_in (JsonObject *payload)
{
  static const char *const texts[] = {"text", "reason"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!json_object_has_member (payload, texts[i]))
      json_object_set_string_member (payload, texts[i], "-");
  }
}

/**
 * loket_ctl_act_parse:
 * @text: TYPE=DATE[,KEY=VALUE]... or TYPE=DATETIME[,KEY=VALUE]...
 *
 * Returns: (transfer full): `type`, `occurredOn`, `payload` and, where there is a time,
 * `occurredAt` of an act; NULL with LOKET_ERROR
 */
JsonObject *
loket_ctl_act_parse (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (JsonObject) act = json_object_new ();
  JsonObject *payload = json_object_new ();
  g_auto (GStrv) head = g_strsplit (parts[0] != NULL ? parts[0] : "", "=", 2);
  g_autofree char *occurred_on = NULL;
  g_autofree char *occurred_at = NULL;
  LoketMoment moment;
  LoketDay day;

  json_object_set_object_member (act, "payload", payload);
  if (g_strv_length (head) != 2 || !loket_ctl_read_when (head[1], &day, &moment)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                 _ ("“%s” is not TYPE=DATE[,KEY=VALUE]..."), text);
    return NULL;
  }
  if (loket_act_type_from_string (head[0]) == LOKET_ACT_UNKNOWN) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD, _ ("“%s” is no type of act"),
                 head[0]);
    return NULL;
  }
  for (int i = 1; parts[i] != NULL; i++) {
    if (!loket_ctl_act_set (payload, parts[i], error))
      return NULL;
  }
  fill_in (payload);
  json_object_set_string_member (act, "type", head[0]);
  occurred_on = loket_day_to_string (day);
  occurred_at = loket_moment_to_string (moment);
  json_object_set_string_member (act, "occurredOn", occurred_on);
  if (occurred_at != NULL)
    json_object_set_string_member (act, "occurredAt", occurred_at);
  return g_steal_pointer (&act);
}
