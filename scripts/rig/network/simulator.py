"""A small internet for tests: one network namespace per computer, each with one TUN device, and this process as the
only router between them. It needs root, /dev/net/tun and nothing but Python 3.

Started with a JSON object {name: {"namespace": ..., "address": ...}}. Reads one JSON command per line from standard
input and answers each with one line. Ends, and removes its namespaces, when standard input closes.
"""

import contextlib
import ctypes
import fcntl
import heapq
import itertools
import json
import os
import random
import select
import socket
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
CLONE_NEWNET = 0x40000000
TCP, UDP = 6, 17
# Like a DSL line inside a tunnel; small enough that no packet of a browser is ever fragmented.
MTU = 1400
# What a cheap router buffers before it drops: half a second at 2 Mbit/s.
QUEUE_BYTES = 125_000

libc = ctypes.CDLL(None, use_errno=True)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")


@contextlib.contextmanager
def inside(namespace):
    """Everything opened here belongs to the namespace, and stays there."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    other = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        if libc.setns(other, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
        yield
    finally:
        libc.setns(home, CLONE_NEWNET)
        os.close(home)
        os.close(other)


class Lane:
    """One direction of one computer's line."""

    def __init__(self, random_numbers):
        self.random = random_numbers
        self.loss = 0.0
        self.delay = 0.0
        self.jitter = 0.0
        self.bits_per_second = 0
        self.busy_until = 0.0

    def set(self, conditions):
        self.loss = conditions.get("loss", self.loss)
        self.delay = conditions.get("delayMs", self.delay * 1000) / 1000
        self.jitter = conditions.get("jitterMs", self.jitter * 1000) / 1000
        self.bits_per_second = conditions.get("kbps", self.bits_per_second / 1000) * 1000

    def leave_at(self, now, size):
        """When a packet that enters now comes out; None if it never does."""
        if self.random.random() < self.loss:
            return None
        if self.bits_per_second:
            start = max(now, self.busy_until)
            if (start - now) * self.bits_per_second / 8 > QUEUE_BYTES:
                return None
            self.busy_until = start + size * 8 / self.bits_per_second
            now = self.busy_until
        return now + max(0.0, self.delay + self.random.uniform(-self.jitter, self.jitter))


class Computer:
    def __init__(self, name, namespace, address, random_numbers):
        self.name = name
        self.namespace = namespace
        self.address = address
        self.up = Lane(random_numbers)
        self.down = Lane(random_numbers)
        self.sent = self.received = self.dropped = 0
        run("ip", "netns", "add", namespace)
        with inside(namespace):
            self.tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            request = b"line0".ljust(16, b"\0") + (IFF_TUN | IFF_NO_PI).to_bytes(2, "little")
            fcntl.ioctl(self.tun, TUNSETIFF, request.ljust(40, b"\0"))
        self.ip("link", "set", "lo", "up")
        self.ip("link", "set", "line0", "mtu", str(MTU), "up")
        self.ip("addr", "add", f"{address}/24", "dev", "line0")
        self.ip("route", "add", "default", "dev", "line0")

    def ip(self, *words):
        run("ip", "-n", self.namespace, *words)

    def move(self, address):
        """What a phone does when it goes from wireless to mobile: the old address is gone, another one is there."""
        socket.inet_aton(address)  # refused here, while the old one is still there
        self.ip("addr", "del", f"{self.address}/24", "dev", "line0")
        self.ip("addr", "add", f"{address}/24", "dev", "line0")
        self.ip("route", "replace", "default", "dev", "line0")
        self.address = address

    def remove(self):
        os.close(self.tun)
        subprocess.run(["ip", "netns", "del", self.namespace], check=False)


class Network:
    def __init__(self, plan):
        numbers = random.Random(7340)
        self.computers = {}
        self.rules = []
        self.queue = []
        self.order = itertools.count()
        for name, entry in plan.items():
            self.computers[name] = Computer(name, entry["namespace"], entry["address"], numbers)

    def blocked(self, source, target, protocol, ports):
        """A rule drops what matches all that it names, in either direction."""
        for rule in self.rules:
            ends = {source.name, target.name}
            if "between" in rule and not set(rule["between"]) == ends:
                continue
            if "at" in rule and rule["at"] not in ends:
                continue
            if "protocol" in rule and rule["protocol"] != {TCP: "tcp", UDP: "udp"}.get(protocol):
                continue
            if "port" in rule and rule["port"] not in ports:
                continue
            if "exceptPort" in rule and rule["exceptPort"] in ports:
                continue
            return True
        return False

    def forward(self, source):
        by_address = {computer.address: computer for computer in self.computers.values()}
        for _ in range(64):
            try:
                packet = os.read(source.tun, 65536)
            except BlockingIOError:
                return
            if len(packet) < 20 or packet[0] >> 4 != 4:
                continue
            source.sent += 1
            target = by_address.get(socket.inet_ntoa(packet[16:20]))
            protocol = packet[9]
            head = (packet[0] & 15) * 4
            ports = ()
            if protocol in (TCP, UDP) and len(packet) >= head + 4:
                ports = (
                    int.from_bytes(packet[head : head + 2], "big"),
                    int.from_bytes(packet[head + 2 : head + 4], "big"),
                )
            leave = None
            if target is not None and not self.blocked(source, target, protocol, ports):
                leave = source.up.leave_at(time.monotonic(), len(packet))
                if leave is not None:
                    leave = target.down.leave_at(leave, len(packet))
            if leave is None:
                source.dropped += 1
            else:
                heapq.heappush(self.queue, (leave, next(self.order), target, packet))

    def deliver(self):
        """Hands over what is due; returns the seconds until the next packet is."""
        while self.queue:
            wait = self.queue[0][0] - time.monotonic()
            if wait > 0:
                return wait
            _, _, target, packet = heapq.heappop(self.queue)
            try:
                os.write(target.tun, packet)
                target.received += 1
            except OSError:
                target.dropped += 1
        return None

    def obey(self, command):
        if "line" in command:
            computer = self.computers[command["line"]]
            computer.up.set(command.get("up", {}))
            computer.down.set(command.get("down", {}))
        if "rules" in command:
            self.rules = command["rules"]
        if "move" in command:
            self.computers[command["move"]].move(command["address"])
        return {
            name: {"sent": c.sent, "received": c.received, "dropped": c.dropped}
            for name, c in self.computers.items()
        }


def main():
    network = Network(json.loads(sys.argv[1]))
    by_tun = {computer.tun: computer for computer in network.computers.values()}
    poll = select.epoll()
    for tun in by_tun:
        poll.register(tun, select.EPOLLIN)
    poll.register(0, select.EPOLLIN | select.EPOLLHUP)
    pending = b""
    try:
        print('{"ready":true}', flush=True)
        while True:
            for descriptor, _ in poll.poll(network.deliver()):
                if descriptor in by_tun:
                    network.forward(by_tun[descriptor])
                    continue
                chunk = os.read(0, 65536)
                if not chunk:
                    return
                *lines, pending = (pending + chunk).split(b"\n")
                for line in lines:
                    try:
                        answer = {"ok": network.obey(json.loads(line))}
                    except Exception as error:  # the test that sent it is told
                        answer = {"error": repr(error)}
                    print(json.dumps(answer), flush=True)
    finally:
        for computer in network.computers.values():
            computer.remove()


main()
