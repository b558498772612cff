/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of flaws, and where the check stands that adds to it. */
#include "config.h"

#include <string.h>

#include "loket-error.h"
#include "loket-flaws.h"

struct _LoketFlaws {
  GArray *flaws;  /* of LoketFlaw */
  GString *place; /* of the part that is looked at */
};

static void
clear_flaw (LoketFlaw *flaw)
{
  g_free (flaw->place);
  g_free (flaw->text);
}

LoketFlaws *
loket_flaws_new (void)
{
  LoketFlaws *self = g_new0 (LoketFlaws, 1);

  self->flaws = g_array_new (FALSE, FALSE, sizeof (LoketFlaw));
  g_array_set_clear_func (self->flaws, (GDestroyNotify) clear_flaw);
  self->place = g_string_new (NULL);
  return self;
}

void
loket_flaws_free (LoketFlaws *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->flaws);
  g_string_free (self->place, TRUE);
  g_free (self);
}

guint
loket_flaws_count (LoketFlaws *self)
{
  return self->flaws->len;
}

/**
 * loket_flaws_get:
 *
 * Returns: (transfer none): in the order in which they were found; until the next one is added
 */
const LoketFlaw *
loket_flaws_get (LoketFlaws *self, guint index)
{
  return &g_array_index (self->flaws, LoketFlaw, index);
}

/**
 * loket_flaws_report_first:
 *
 * Returns: TRUE where there is none; FALSE with an error of LOKET_ERROR, whose message begins with
 *   the place
 */
gboolean
loket_flaws_report_first (LoketFlaws *self, GError **error)
{
  const LoketFlaw *first;

  if (self->flaws->len == 0)
    return TRUE;
  first = loket_flaws_get (self, 0);
  g_set_error (error, LOKET_ERROR, first->code, "%s: %s", first->place, first->text);
  return FALSE;
}

/**
 * loket_flaws_add:
 * @code: of LoketError
 * @place: from the part that has been entered; "" for that part itself
 *
 * Returns: FALSE, so that a check can end with it
 */
gboolean
loket_flaws_add (LoketFlaws *self, int code, const char *place, const char *text)
{
  gsize entered = loket_flaws_enter (self, "%s", place);
  LoketFlaw flaw = {g_strdup (self->place->str), g_strdup (text), code};

  loket_flaws_leave (self, entered);
  g_array_append_val (self->flaws, flaw);
  return FALSE;
}

static void
append (GString *place, const char *inner)
{
  if (place->len > 0 && *inner != '[' && *inner != '\0')
    g_string_append_c (place, '.');
  g_string_append (place, inner);
}

/**
 * loket_flaws_enter:
 * @format: a member (`unit.value`) or an element (`[2]`) of the part that is looked at
 *
 * Returns: what loket_flaws_leave() wants
 */
gsize
loket_flaws_enter (LoketFlaws *self, const char *format, ...)
{
  gsize entered = self->place->len;
  g_autofree char *inner = NULL;
  va_list arguments;

  va_start (arguments, format);
  inner = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  append (self->place, inner);
  return entered;
}

void
loket_flaws_leave (LoketFlaws *self, gsize entered)
{
  g_string_truncate (self->place, entered);
}

/* Whether something is wrong at @place or within it. */
static gboolean
touches (LoketFlaws *self, const char *place)
{
  gsize length = strlen (place);

  for (guint i = 0; i < self->flaws->len; i++) {
    const char *flawed = loket_flaws_get (self, i)->place;

    if (g_str_has_prefix (flawed, place) &&
        (length == 0 || flawed[length] == '\0' || flawed[length] == '.' || flawed[length] == '['))
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_flaws_touch:
 * @format: a place, from the part that has been entered
 *
 * Returns: whether something is wrong at that place or within it: then what is wanted of it as a
 *   whole cannot be looked at
 */
gboolean
loket_flaws_touch (LoketFlaws *self, const char *format, ...)
{
  g_autofree char *inner = NULL;
  g_autoptr (GString) place = NULL;
  va_list arguments;

  if (self->flaws->len == 0)
    return FALSE;
  va_start (arguments, format);
  inner = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  place = g_string_new (self->place->str);
  append (place, inner);
  return touches (self, place->str);
}

/**
 * loket_flaws_touch_here:
 *
 * Returns: whether something is wrong within the part that has been entered
 */
gboolean
loket_flaws_touch_here (LoketFlaws *self)
{
  return touches (self, self->place->str);
}
