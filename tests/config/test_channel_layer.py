"""The in-process live channel: one loop receives, threads send."""

import asyncio
import threading
import time

from asgiref.sync import async_to_sync

from config.channel_layer import InProcessChannelLayer


def test_a_message_from_another_thread_wakes_the_receiver_at_once():
    layer = InProcessChannelLayer()
    listening = threading.Event()
    received: list[tuple[float, dict]] = []

    async def listen():
        channel = await layer.new_channel()
        await layer.group_add("live", channel)
        waiting = asyncio.ensure_future(layer.receive(channel))
        await asyncio.sleep(0)
        listening.set()
        message = await asyncio.wait_for(waiting, 10)
        received.append((time.monotonic(), message))

    # A loop that does nothing else: it sleeps until someone wakes it, as a server's does between ticks.
    server = threading.Thread(target=lambda: asyncio.run(listen()))
    server.start()
    listening.wait(5)
    sent_at = time.monotonic()
    async_to_sync(layer.group_send)("live", {"type": "news"})
    server.join(5)
    [(received_at, message)] = received
    assert message == {"type": "news"}
    assert received_at - sent_at < 1


def test_sending_without_waiting_reaches_the_receiver_too():
    layer = InProcessChannelLayer()
    listening = threading.Event()
    received: list[dict] = []

    async def listen():
        channel = await layer.new_channel()
        await layer.group_add("live", channel)
        listening.set()
        received.append(await asyncio.wait_for(layer.receive(channel), 10))

    server = threading.Thread(target=lambda: asyncio.run(listen()))
    server.start()
    listening.wait(5)
    layer.group_send_soon("live", {"type": "news"})
    server.join(5)
    assert received == [{"type": "news"}]


def test_where_nobody_receives_sending_is_no_error():
    layer = InProcessChannelLayer()
    async_to_sync(layer.group_send)("live", {"type": "news"})
    layer.group_send_soon("live", {"type": "news"})


def test_a_loop_that_has_ended_gives_way_to_the_next():
    layer = InProcessChannelLayer()

    async def listen_and_send():
        channel = await layer.new_channel()
        await layer.group_add("live", channel)
        await layer.group_send("live", {"type": "news"})
        return await asyncio.wait_for(layer.receive(channel), 5)

    assert asyncio.run(listen_and_send()) == {"type": "news"}
    assert asyncio.run(listen_and_send()) == {"type": "news"}
