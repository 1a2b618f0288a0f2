#!/usr/bin/env python3
"""Ends the service under load, ten times: every request on a connection that was there must be answered whole. `make server`
first; loopback only, about half a minute.

    Server/checks/shutdown.py
"""
import http.client, json, signal, sys, threading, time

from service import Service

CONNECTIONS = 32
SMALL = json.dumps({"text": "The dam may break tonight, and nobody has been told."})
LARGE = json.dumps({"texts": ["The dam may break tonight, and nobody has been told."] * 1000})


def load(port, number, counts, ready):
    """Asks again and again on one connection, until an answer says that the connection ends."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    body = LARGE if number % 4 == 0 else SMALL
    texts = 1000 if number % 4 == 0 else 1
    while True:
        try:
            connection.request("POST", "/v1/classify", body, {"Content-Type": "application/json"})
        except OSError:
            # The service had closed before anything was sent: nothing was accepted.
            counts["unsent"] += 1
            return
        try:
            answer = connection.getresponse()
            results = json.loads(answer.read())["results"]
        except (OSError, http.client.HTTPException, ValueError, KeyError) as fault:
            counts["lost"] += 1
            print(f"lost: {fault!r}")
            return
        if answer.status != 200 or len(results) != texts: counts["lost"] += 1
        counts["answered"] += 1
        ready.set()
        if answer.getheader("Connection") == "close": return


def main():
    total = {"answered": 0, "lost": 0, "unsent": 0}
    for run in range(10):
        with Service() as service:
            threads, events = [], []
            for number in range(CONNECTIONS):
                events.append(threading.Event())
                threads.append(threading.Thread(target=load, args=(service.port, number, total, events[-1])))
            for thread in threads: thread.start()
            for event in events: event.wait(30)
            time.sleep(0.2 + 0.05 * run)
            start = time.monotonic()
            service.process.send_signal(signal.SIGTERM if run % 2 == 0 else signal.SIGINT)
            for thread in threads: thread.join()
            status = service.process.wait(60)
            print(f"run {run + 1}: exit code {status}, {time.monotonic() - start:.1f} s to the end")
            if status != 0: total["lost"] += 1
    print(f"{total['answered']} requests answered, {total['lost']} lost, {total['unsent']} found the connection closed")
    if total["lost"] or total["unsent"]: sys.exit(1)


if __name__ == "__main__":
    main()
