"""Units of measurement in the writing of both languages: what is measured, and how much of it one unit is."""

from __future__ import annotations

import re
from fractions import Fraction

TIMES = "times"
PERCENT = "%"
POINTS = "percentage points"
COUNT = ""  # a number of things, or a bare number

# dimension, then each unit: what it is worth, and how it is written. A name of letters alone is matched
# with its case when it is short, for mW is not MW.
_TABLE = """
time: 1/1000000000 ns nanosecond nanoseconds 纳秒
time: 1/1000000 µs μs us microsecond microseconds 微秒
time: 1/1000 ms msec millisecond milliseconds 毫秒
time: 1 s sec secs second seconds 秒 秒钟
time: 60 min mins minute minutes 分钟
time: 3600 h hr hrs hour hours 小时 个小时
time: 86400 day days 天
time: 604800 week weeks 周 星期 个星期
time: 2629800 month months 个月
time: 31557600 yr yrs year years 年
time: 315576000 decade decades
time: 3155760000 century centuries 世纪 个世纪
time: 31557600000 kyr
time: 31557600000000 Myr
time: 31557600000000000 Gyr
length: 1/1000000000 nm nanometer nanometers nanometre nanometres 纳米
length: 1/1000000 µm μm um micron microns micrometer micrometers 微米
length: 1/1000 mm millimeter millimeters millimetre millimetres 毫米
length: 1/100 cm centimeter centimeters centimetre centimetres 厘米
length: 1 m meter meters metre metres 米
length: 1000 km kilometer kilometers kilometre kilometres 公里 千米
far: 1 pc parsec parsecs 秒差距
far: 1000 kpc 千秒差距
far: 1000000 Mpc 兆秒差距
far: 1000000000 Gpc
light years: 1 ly light-year light-years 光年
orbits: 1 AU au 天文单位
mass: 1/1000000 µg μg 微克
mass: 1/1000 mg milligram milligrams 毫克
mass: 1 g gram grams 克
mass: 1000 kg kilogram kilograms 千克 公斤
mass: 1000000 ton tons tonne tonnes 吨
bytes: 1000 KB kB kilobyte kilobytes
bytes: 1000000 MB megabyte megabytes 兆字节
bytes: 1000000000 GB gigabyte gigabytes 吉字节
bytes: 1000000000000 TB terabyte terabytes
bytes: 1000000000000000 PB petabyte petabytes
bytes: 1048576 MiB
bytes: 1073741824 GiB
rate: 1 Hz hertz 赫兹
rate: 1000 kHz 千赫
rate: 1000000 MHz 兆赫
rate: 1000000000 GHz 吉赫
rate: 1000000000000 THz 太赫兹
frames: 1 fps FPS 帧每秒 帧/秒
bits a second: 1000 kbps Kbps
bits a second: 1000000 Mbps
bits a second: 1000000000 Gbps
energy of particles: 1/1000 meV
energy of particles: 1 eV 电子伏特
energy of particles: 1000 keV
energy of particles: 1000000 MeV
energy of particles: 1000000000 GeV
energy of particles: 1000000000000 TeV
energy of particles: 1000000000000000 PeV
energy: 1/1000 mJ
energy: 1 J joule joules 焦耳
energy: 1000 kJ
energy: 1000000 MJ
energy: 3600000 kWh 千瓦时
power: 1/1000000 µW μW
power: 1/1000 mW milliwatt milliwatts 毫瓦
power: 1 W watt watts 瓦 瓦特
power: 1000 kW kilowatt kilowatts 千瓦
power: 1000000 MW megawatt megawatts 兆瓦
power: 1000000000 GW gigawatt gigawatts 吉瓦
volts: 1/1000 mV 毫伏
volts: 1 V volt volts 伏 伏特
volts: 1000 kV 千伏
kelvin: 1/1000000 µK μK
kelvin: 1/1000 mK
kelvin: 1 K kelvin 开尔文
celsius: 1 °C ℃ 摄氏度
decibels: 1 dB decibel decibels 分贝
pressure: 1 Pa
pressure: 1000 kPa
pressure: 1000000 MPa
pressure: 1000000000 GPa
field: 1/1000 mT
field: 1 T tesla 特斯拉
field: 1/10000 gauss
angle: 1 ° degree degrees 度
seconds of arc: 1/1000000 µas μas
seconds of arc: 1/1000 mas
seconds of arc: 1 arcsec arcsecond arcseconds 角秒
seconds of arc: 60 arcmin arcminute arcminutes 角分
magnitudes: 1 mag 星等
deviations: 1 σ sigma-level
molar: 1/1000000000 nM
molar: 1/1000000 µM μM
molar: 1/1000 mM
dollars: 1 dollar dollars US-dollars US-dollar USD 美元
euros: 1 euro euros EUR 欧元
yuan: 1 yuan RMB CNY 元 人民币
suns: 1 M_⊙ M⊙ Msun solar-mass 太阳质量
area: 1 m^2 m2 平方米
area: 1000000 km^2 km2 平方公里 平方千米
area: 10000 hectare hectares ha 公顷
area: 1/10000 cm^2 cm2 平方厘米
speed: 1 m/s
speed: 1000 km/s
speed: 1/3600000 mm/h
speed: 5/18 km/h
orders: 1 order-of-magnitude orders-of-magnitude 数量级 个数量级
%: 1 % percent per-cent pct
percentage points: 1 percentage-points percentage-point percent-points pp pps p.p. points 百分点 个百分点
percentage points: 1/100 basis-points
times: 1 times fold -fold x × X 倍 TIMES
"""


def _units() -> dict[str, tuple[str, Fraction]]:
    found = {}
    for line in _TABLE.strip().splitlines():
        dimension, _, rest = line.partition(": ")
        worth, *names = rest.split(" ")
        for name in names:
            found[name.replace("-", " ") if name != "-fold" else name] = (dimension, Fraction(worth))
    return found


UNITS = _units()
# Longest first. A unit of letters ends where letters end.
_LONGEST = sorted(UNITS, key=len, reverse=True)
PATTERN = (
    r"(?:"
    + "|".join(
        re.escape(name).replace(r"\ ", r"[\s-]")
        + (r"(?![A-Za-z^⊙])" if name[-1].isascii() and name[-1].isalpha() else "")
        for name in _LONGEST
    )
    + r")(?:/[A-Za-z]+(?:\^?-?\d)?)?"
)


def read(written: str) -> tuple[str, Fraction]:
    """The dimension and the worth of a unit as written; a quotient (`W/m^2`) is a dimension of its own."""
    above, slash, below = written.partition("/")
    name = re.sub(r"[\s-]", " ", above) if above != "-fold" else above
    if written in UNITS:
        return UNITS[written]
    dimension, worth = UNITS.get(name) or UNITS.get(name.lower()) or (name, Fraction(1))
    return (f"{dimension}/{below.replace('^', '')}" if slash else dimension), worth
