/* SPDX-License-Identifier: EUPL-1.2 */
/* A scanner that knows texts and brackets, and nothing else of JSON. */
#include "config.h"

#include <string.h>

#include "loket-feed-split.h"

static const char items_key[] = "\"items\"";

typedef struct {
  const char *text;
  gsize length;
  gsize at;
  guint depth;
  gboolean in_string;
} Scanner;

/* Steps over one character; what it says of depth holds after it. */
static void
step (Scanner *scanner)
{
  char c = scanner->text[scanner->at++];

  if (scanner->in_string) {
    if (c == '\\')
      scanner->at++;
    else if (c == '"')
      scanner->in_string = FALSE;
  } else if (c == '"') {
    scanner->in_string = TRUE;
  } else if (c == '{' || c == '[') {
    scanner->depth++;
  } else if ((c == '}' || c == ']') && scanner->depth > 0) {
    scanner->depth--;
  }
}

static gboolean
is_at_key (const Scanner *scanner)
{
  return scanner->depth == 1 && !scanner->in_string &&
         scanner->length - scanner->at > sizeof items_key &&
         memcmp (scanner->text + scanner->at, items_key, sizeof items_key - 1) == 0;
}

/* To just behind the bracket that opens the list of the page's items. */
static gboolean
find_items (Scanner *scanner)
{
  while (scanner->at < scanner->length && !is_at_key (scanner))
    step (scanner);
  if (scanner->at >= scanner->length)
    return FALSE;
  scanner->at += sizeof items_key - 1;
  while (scanner->at < scanner->length && strchr (" \t\r\n:", scanner->text[scanner->at]) != NULL)
    scanner->at++;
  if (scanner->at >= scanner->length || scanner->text[scanner->at] != '[')
    return FALSE;
  step (scanner);
  return TRUE;
}

static void
add_item (LoketFeedSplit *self, const char *text, gsize start, gsize end)
{
  while (start < end && g_ascii_isspace (text[start]))
    start++;
  if (start < end)
    g_ptr_array_add (self->items, g_bytes_new (text + start, end - start));
}

/* To the bracket that closes the list: FALSE when the text ends before it. */
static gboolean
cut_items (LoketFeedSplit *self, Scanner *scanner)
{
  gsize start = scanner->at;

  while (scanner->at < scanner->length) {
    char c = scanner->text[scanner->at];

    if (scanner->depth == 2 && !scanner->in_string && (c == ',' || c == ']')) {
      add_item (self, scanner->text, start, scanner->at);
      if (c == ']')
        return TRUE;
      start = scanner->at + 1;
    }
    step (scanner);
  }
  return FALSE;
}

/**
 * _loket_feed_split:
 *
 * Returns: (transfer full) (nullable): NULL where there is no whole list of items
 */
LoketFeedSplit *
_loket_feed_split (GBytes *page)
{
  g_autoptr (LoketFeedSplit) self = g_new0 (LoketFeedSplit, 1);
  Scanner scanner = {0};
  g_autoptr (GString) rest = NULL;

  scanner.text = g_bytes_get_data (page, &scanner.length);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (!find_items (&scanner))
    return NULL;
  rest = g_string_new_len (scanner.text, (gssize) scanner.at);
  if (!cut_items (self, &scanner))
    return NULL;
  g_string_append_len (rest, scanner.text + scanner.at, (gssize) (scanner.length - scanner.at));
  self->rest = g_string_free_to_bytes (g_steal_pointer (&rest));
  return g_steal_pointer (&self);
}

void
_loket_feed_split_free (LoketFeedSplit *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rest, g_bytes_unref);
  g_free (self);
}
