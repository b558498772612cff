/* SPDX-License-Identifier: EUPL-1.2 */
/* A loket in a folder of its own, with a clock that stands still on Friday 20 November 2026. */
#pragma once

#include "loket-central.h"
#include "loket-problem.h"

#define FIXTURE_CASE "0b6f4b4e-5f0c-4d1e-8a51-3f4f4d1f0a01"

typedef struct {
  char *folder;
  LoketClock *clock;
  LoketRandom *random;
  LoketRules *rules;
  LoketCentral *central;
  const char *token; /* (nullable): what the next requests show */
} Fixture;

typedef struct {
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer data);
  const char *users; /* (nullable): the contents of a list of persons */
} FixtureTest;

void fixture_add_tests  (const char *folder, const FixtureTest *tests, gsize n_tests);
void fixture_set_up     (Fixture *self, gconstpointer users_file);
void fixture_tear_down  (Fixture *self, gconstpointer users_file);
void fixture_open       (Fixture *self, LoketDay today, const char *users_file);
void fixture_close      (Fixture *self);
char *fixture_write_file (Fixture *self, const char *name, const char *text);

LoketRequest  *fixture_request (Fixture *self, const char *method, const char *path_and_query,
                                const char *body);
LoketResponse *fixture_send    (Fixture *self, LoketRequest *request);
LoketResponse *fixture_ask     (Fixture *self, const char *method, const char *path_and_query,
                                const char *body);
JsonObject    *fixture_get     (Fixture *self, const char *path_and_query);
JsonObject    *fixture_read    (LoketResponse *response);

char          *fixture_make_case (const char *case_id, const char *agency, const char *received_on);
void           fixture_register  (Fixture *self, const char *case_id, const char *agency,
                                  const char *received_on);
char          *fixture_act_id    (guint number);
char          *fixture_make_act  (guint number, const char *type, const char *author,
                                  const char *occurred_on, int based_on, const char *payload);
LoketResponse *fixture_do        (Fixture *self, guint number, const char *type,
                                  const char *author, const char *occurred_on, int based_on,
                                  const char *payload);
void           fixture_assert_problem (LoketResponse *response, guint status,
                                       LoketProblemKind kind);
void           fixture_assert_issue   (LoketResponse *response, const char *issue,
                                       const char *in, const char *name);
