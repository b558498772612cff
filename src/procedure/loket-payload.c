/* SPDX-License-Identifier: EUPL-1.2 */
/* The few things that the rules read in the payload of an act. */
#include "config.h"

#include <string.h>

#include "loket-replay-private.h"

/**
 * _loket_payload_says:
 *
 * Returns: whether that member is a text that is not blank
 */
gboolean
_loket_payload_says (JsonObject *payload, const char *member)
{
  const char *text = loket_json_peek_string (payload, member);

  if (text == NULL)
    return FALSE;
  while (g_ascii_isspace (*text))
    text++;
  return *text != '\0';
}

/**
 * _loket_payload_dup_stripped:
 *
 * Returns: (transfer full) (nullable): that text without the spaces at its ends; NULL where it is
 * no text or nothing is left
 */
char *
_loket_payload_dup_stripped (JsonObject *payload, const char *member)
{
  const char *text = loket_json_peek_string (payload, member);
  gsize length;

  if (text == NULL)
    return NULL;
  while (*text == ' ')
    text++;
  length = strlen (text);
  while (length > 0 && text[length - 1] == ' ')
    length--;
  return length > 0 ? g_strndup (text, length) : NULL;
}

/**
 * _loket_payload_fits:
 * @codes: (nullable): NULL: anything fits
 *
 * Returns: whether that member is one of the codes
 */
gboolean
_loket_payload_fits (JsonObject *payload, const char *member, char **codes)
{
  const char *code = loket_json_peek_string (payload, member);

  return codes == NULL || (code != NULL && g_strv_contains ((const char *const *) codes, code));
}

/**
 * _loket_payload_get_asked:
 *
 * Returns: who was asked or replied (`from`); NOBODY where the payload does not say so
 */
LoketWaitingFor
_loket_payload_get_asked (JsonObject *payload)
{
  LoketWaitingFor from = loket_waiting_for_from_string (loket_json_peek_string (payload, "from"));

  return from == LOKET_WAITING_FOR_APPROVER ? LOKET_WAITING_FOR_NOBODY : from;
}
