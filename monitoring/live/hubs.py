"""One hub for each web process, made when the first browser comes."""

import asyncio
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from monitoring.live.hub import Hub

#: a process has one event loop; tests have one for each test
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[Hub]] = WeakKeyDictionary()


async def hub_of_this_process() -> Hub:
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = asyncio.create_task(_started())
    return await asyncio.shield(_hubs[loop])


async def _started() -> Hub:
    hub = Hub(get_channel_layer())
    await hub.start()
    return hub
