/* SPDX-License-Identifier: EUPL-1.2 */
/* One line of a timeline for each type of act: what was done, how, with whom, and its first words.
 *
 * Reads the payload that the contract freezes; what an act of another form holds is left out. */
#include "config.h"

#include "loket-speech-private.h"

/* Longer texts are read in the act itself; a line of the timeline shows how they begin. */
#define DETAIL_CHARACTERS_MAX 160

typedef enum {
  QUALIFIER_NAME,   /* a code, named by `family` */
  QUALIFIER_WHOM,   /* plain text: somebody */
  QUALIFIER_UNTIL,  /* a day until which */
  QUALIFIER_ON,     /* a day for which */
  QUALIFIER_REVIEW, /* a day on which it is looked at again */
  QUALIFIER_YES,    /* yes or no; named by `family`, yesNo where there is none */
  QUALIFIER_NAMES,  /* several codes, named by `family` */
  QUALIFIER_TEXT,   /* plain text: the number of a case, the name of a document */
} QualifierForm;

typedef struct {
  const char *member;
  QualifierForm form;
  const char *family; /* (nullable) */
} Qualifier;

typedef struct {
  LoketActType type;
  Qualifier qualifiers[3];
  const char *detail; /* (nullable): member of the payload */
} Description;

#define VIA                                                                                        \
  {                                                                                                \
    "via", QUALIFIER_NAME, "via"                                                                   \
  }

static const Description descriptions[] = {
    {LOKET_ACT_ACKNOWLEDGE, {{"until", QUALIFIER_UNTIL}, VIA}, NULL},
    {LOKET_ACT_TAKE_UP, {{"until", QUALIFIER_UNTIL}}, NULL},
    {LOKET_ACT_DECLINE, {{"kind", QUALIFIER_NAME, "declineKind"}, VIA}, "reason"},
    {LOKET_ACT_TRANSFER,
     {{"kind", QUALIFIER_NAME, "transferKind"}, {"to", QUALIFIER_WHOM}, VIA},
     "reason"},
    {LOKET_ACT_ASSIGN, {{"to", QUALIFIER_WHOM}}, NULL},
    {LOKET_ACT_REQUALIFY, {{"to", QUALIFIER_NAMES, "demand"}}, "reason"},
    {LOKET_ACT_ACCEPT_TRANSFER, {{"reference", QUALIFIER_TEXT}}, "text"},
    {LOKET_ACT_RETURN_TRANSFER, {{NULL}}, "reason"},
    {LOKET_ACT_RESTRICT, {{NULL}}, "reason"},
    {LOKET_ACT_RECUSE, {{"to", QUALIFIER_WHOM}}, "reason"},
    {LOKET_ACT_LINK,
     {{"relation", QUALIFIER_NAME, "relation"}, {"reference", QUALIFIER_TEXT}},
     NULL},
    {LOKET_ACT_COMPLETE_FILE, {{NULL}}, "text"},
    {LOKET_ACT_REMIND, {{"from", QUALIFIER_NAME, "toParty"}, VIA}, "text"},
    {LOKET_ACT_RECORD_PROCEEDINGS, {{"reference", QUALIFIER_TEXT}}, "text"},
    {LOKET_ACT_END_PROCEEDINGS, {{NULL}}, "text"},
    {LOKET_ACT_RESUME, {{NULL}}, "text"},
    {LOKET_ACT_OPEN_NEXT_LINE,
     {{"line", QUALIFIER_NAME, "line"}, {"reference", QUALIFIER_TEXT}},
     NULL},
    {LOKET_ACT_INQUIRE, {{"line", QUALIFIER_NAME, "line"}, {"reference", QUALIFIER_TEXT}}, "text"},
    {LOKET_ACT_DISPATCH,
     {{"kind", QUALIFIER_NAME, "dispatchKind"}, {"to", QUALIFIER_WHOM}, VIA},
     "text"},
    {LOKET_ACT_RECOMMEND, {{"until", QUALIFIER_UNTIL}}, "text"},
    {LOKET_ACT_FOLLOW_UP, {{NULL}}, "text"},
    {LOKET_ACT_ATTEST, {{NULL}}, "text"},
    {LOKET_ACT_PROMISE_REMEDY, {{"on", QUALIFIER_ON}, {"until", QUALIFIER_UNTIL}}, "text"},
    {LOKET_ACT_FULFIL_REMEDY, {{NULL}}, "text"},
    {LOKET_ACT_REQUEST,
     {{"from", QUALIFIER_NAME, "toParty"}, {"until", QUALIFIER_UNTIL}, VIA},
     "text"},
    {LOKET_ACT_RECEIVE, {{"from", QUALIFIER_NAME, "fromParty"}}, "text"},
    {LOKET_ACT_CONTACT,
     {{"kind", QUALIFIER_NAME, "contactKind"}, {"with", QUALIFIER_NAME, "withParty"}},
     "text"},
    {LOKET_ACT_NOTE, {{NULL}}, "text"},
    {LOKET_ACT_ESTABLISH, {{NULL}}, "text"},
    {LOKET_ACT_ASSESS, {{"mark", QUALIFIER_NAME, "mark"}}, "text"},
    {LOKET_ACT_EXTEND, {VIA}, "reason"},
    {LOKET_ACT_INFORM, {VIA}, "text"},
    {LOKET_ACT_OFFER_MEDIATION, {VIA}, NULL},
    {LOKET_ACT_CONSENT, {{"party", QUALIFIER_NAME, "party"}, {"yes", QUALIFIER_YES}}, NULL},
    {LOKET_ACT_PROPOSE, {{"by", QUALIFIER_NAME, "fromParty"}}, "text"},
    {LOKET_ACT_RESPOND, {{"party", QUALIFIER_NAME, "party"}, {"yes", QUALIFIER_YES}}, "text"},
    {LOKET_ACT_SETTLE, {{NULL}}, "text"},
    {LOKET_ACT_END_MEDIATION, {{NULL}}, "reason"},
    {LOKET_ACT_SEND_BACK, {{NULL}}, "reason"},
    {LOKET_ACT_SUSPEND, {{NULL}}, "reason"},
    {LOKET_ACT_ANSWER, {VIA}, NULL},
    {LOKET_ACT_CLOSE, {{"outcome", QUALIFIER_NAME, "outcome"}}, NULL},
    {LOKET_ACT_REOPEN, {{NULL}}, "reason"},
    {LOKET_ACT_WITHDRAW, {{NULL}}, "reason"},
    {LOKET_ACT_CORRECT, {{"field", QUALIFIER_NAME, "field"}}, NULL},
    {LOKET_ACT_ANNUL, {{NULL}}, "reason"},
    {LOKET_ACT_SET_FOLLOW_UP, {{"on", QUALIFIER_ON}}, "text"},
    {LOKET_ACT_RESTRICT, {{NULL}}, "reason"},
    {LOKET_ACT_RETURNED_MAIL, {{"on", QUALIFIER_ON}}, "text"},
    {LOKET_ACT_RECORD_CONDUCT, {{"reviewOn", QUALIFIER_REVIEW}}, "text"},
    {LOKET_ACT_REVIEW_CONDUCT,
     {{"keep", QUALIFIER_YES, "conductKept"}, {"reviewOn", QUALIFIER_REVIEW}},
     "text"},
    {LOKET_ACT_INFORM_LEGAL, {{NULL}}, "text"},
    {LOKET_ACT_ATTACH, {{NULL}}, "name"},
    {LOKET_ACT_DETACH, {{"name", QUALIFIER_TEXT}}, "reason"},
    {LOKET_ACT_SET_URGENCY, {{"level", QUALIFIER_NAME, "urgency"}}, "reason"},
};

static const Description *
find_description (LoketActType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (descriptions); i++) {
    if (descriptions[i].type == type)
      return &descriptions[i];
  }
  return NULL;
}

/* One line, cut at a border of characters. */
static char *
shorten (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean blank = FALSE;
  glong count = 0;

  for (const char *c = text; *c != '\0' && count < DETAIL_CHARACTERS_MAX;
       c = g_utf8_next_char (c)) {
    if (g_unichar_isspace (g_utf8_get_char (c))) {
      blank = line->len > 0;
      continue;
    }
    if (blank)
      g_string_append_c (line, ' ');
    blank = FALSE;
    g_string_append_unichar (line, g_utf8_get_char (c));
    count++;
  }
  if (count >= DETAIL_CHARACTERS_MAX)
    g_string_append (line, "…");
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
say_qualifier_day (LoketSpeech *self, const char *key, LoketDay value)
{
  g_autofree char *day = NULL;

  if (value == LOKET_NO_DAY)
    return NULL;
  day = loket_speech_day_medium (self, value);
  return loket_speech_say (self, key, "day", day, NULL);
}

static char *
say_names (LoketSpeech *self, const LoketAct *act, const Qualifier *qualifier)
{
  g_auto (GStrv) codes = loket_json_peek_strings (act->payload, qualifier->member);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) loket_speech_name (self, qualifier->family, codes[i]));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/* NULL where the act does not say it. */
static char *
say_qualifier (LoketSpeech *self, const LoketAct *act, const Qualifier *qualifier)
{
  const char *text = loket_act_get_text (act, qualifier->member);
  gboolean yes;

  switch (qualifier->form) {
  case QUALIFIER_YES:
    if (!json_object_has_member (act->payload, qualifier->member))
      return NULL;
    yes = loket_json_peek_boolean (act->payload, qualifier->member, FALSE);
    return g_strdup (loket_speech_name (
        self, qualifier->family != NULL ? qualifier->family : "yesNo", yes ? "true" : "false"));
  case QUALIFIER_UNTIL:
    return say_qualifier_day (self, "act.until",
                              loket_json_peek_day (act->payload, qualifier->member));
  case QUALIFIER_ON:
    return say_qualifier_day (self, "act.on",
                              loket_json_peek_day (act->payload, qualifier->member));
  case QUALIFIER_REVIEW:
    return say_qualifier_day (self, "act.review",
                              loket_json_peek_day (act->payload, qualifier->member));
  case QUALIFIER_NAMES:
    return say_names (self, act, qualifier);
  case QUALIFIER_TEXT:
    return g_strdup (text);
  case QUALIFIER_WHOM:
    return text != NULL ? loket_speech_say (self, "act.toWhom", "name", text, NULL) : NULL;
  case QUALIFIER_NAME:
  default:
    return text != NULL ? g_strdup (loket_speech_name (self, qualifier->family, text)) : NULL;
  }
}

static char *
say_headline (LoketSpeech *self, const LoketAct *act, const Description *description)
{
  g_autoptr (GString) line = NULL;

  if (act->type == LOKET_ACT_UNKNOWN)
    return loket_speech_say (self, "act.unknown", "type", act->type_code, NULL);
  line = g_string_new (loket_speech_name (self, "actDone", loket_act_type_to_string (act->type)));
  for (gsize i = 0; description != NULL && i < G_N_ELEMENTS (description->qualifiers); i++) {
    g_autofree char *qualifier = NULL;

    if (description->qualifiers[i].member == NULL)
      break;
    qualifier = say_qualifier (self, act, &description->qualifiers[i]);
    if (qualifier != NULL && *qualifier != '\0')
      g_string_append_printf (line, ", %s", qualifier);
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The old and new value of a correction, where they are texts, numbers or days. */
static char *
say_value (LoketSpeech *self, JsonObject *payload, const char *member)
{
  JsonNode *node = json_object_get_member (payload, member);
  const char *text = loket_json_peek_string (payload, member);
  LoketDay day;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return loket_speech_say (self, "act.empty", NULL);
  if (text != NULL && loket_day_parse (text, &day))
    return loket_speech_day_medium (self, day);
  if (text != NULL)
    return g_strdup (text);
  return loket_json_to_string (node, FALSE);
}

static char *
say_correction (LoketSpeech *self, const LoketAct *act)
{
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (!json_object_has_member (act->payload, "field"))
    return NULL;
  old = say_value (self, act->payload, "old");
  new = say_value (self, act->payload, "new");
  return loket_speech_say (self, "act.changed", "old", old, "new", new, NULL);
}

/**
 * loket_speech_describe_act:
 *
 * Returns: (transfer full): one line, plain text; it may hold words of a citizen
 */
char *
loket_speech_describe_act (LoketSpeech *self, const LoketAct *act)
{
  const Description *description = find_description (act->type);
  g_autofree char *headline = say_headline (self, act, description);
  g_autofree char *whole = NULL;
  g_autofree char *detail = NULL;

  if (act->type == LOKET_ACT_CORRECT)
    whole = say_correction (self, act);
  else if (description != NULL && description->detail != NULL)
    whole = g_strdup (loket_act_get_text (act, description->detail));
  detail = whole != NULL ? shorten (whole) : NULL;
  if (detail == NULL || *detail == '\0')
    return g_steal_pointer (&headline);
  return loket_speech_say (self, "act.line", "headline", headline, "detail", detail, NULL);
}
