/* SPDX-License-Identifier: EUPL-1.2 */
/* Both executors keep the order, and the thread brings `done` home. */
#include "loket-executor.h"

typedef struct {
  LoketExecutor *executor;
  GMainLoop *loop;
  GThread *home;
  int worked;
  int done;
} Fixture;

static void
work (gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (loket_executor_is_current (fixture->executor));
  fixture->worked++;
}

static void
done (gpointer data)
{
  Fixture *fixture = data;

  g_assert_false (loket_executor_is_current (fixture->executor));
  g_assert_true (g_thread_self () == fixture->home);
  if (++fixture->done == 3 && fixture->loop != NULL)
    g_main_loop_quit (fixture->loop);
}

static void
test_thread (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Fixture fixture = {loket_executor_new_thread ("test"), loop, g_thread_self (), 0, 0};

  for (int i = 0; i < 3; i++)
    loket_executor_submit (fixture.executor, work, done, &fixture, NULL);
  loket_executor_call (fixture.executor, work, &fixture);
  g_assert_cmpint (fixture.worked, ==, 4);
  g_main_loop_run (loop);
  g_assert_cmpint (fixture.done, ==, 3);
  loket_executor_free (fixture.executor);
}

static void
test_stepped (void)
{
  Fixture fixture = {loket_executor_new_stepped (), NULL, g_thread_self (), 0, 0};

  loket_executor_submit (fixture.executor, work, done, &fixture, NULL);
  loket_executor_submit (fixture.executor, work, done, &fixture, NULL);
  g_assert_cmpint (fixture.worked, ==, 0);
  g_assert_true (loket_executor_step (fixture.executor));
  g_assert_cmpint (fixture.done, ==, 1);
  loket_executor_call (fixture.executor, work, &fixture);
  g_assert_cmpint (fixture.worked, ==, 3);
  g_assert_cmpint (fixture.done, ==, 2);
  g_assert_false (loket_executor_step (fixture.executor));
  loket_executor_free (fixture.executor);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/executor/thread", test_thread);
  g_test_add_func ("/base/executor/stepped", test_stepped);
  return g_test_run ();
}
