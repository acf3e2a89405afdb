"""What a programmer would do first with OpenCV: decode, find the code, find a circle, lay the page straight. One thread.

usage: opencv.py FILE...   prints the milliseconds of processor time a page, and how many pages gave a code and a circle.
"""
import sys
import time

import cv2
import numpy

cv2.setNumThreads(1)
A4 = (2480, 3508)  # at 300 dpi


def page(path):
    colour = cv2.imread(path, cv2.IMREAD_COLOR)
    red = colour[:, :, 2]
    # Of OpenCV's readers the cheapest that reads both codes of these pages: without “multi” it finds neither, the older
    # detector misses pages at half the size, and at full size each takes four times as long.
    half = cv2.resize(red, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    _, texts, corners, _ = cv2.QRCodeDetectorAruco().detectAndDecodeMulti(half)
    # A seal of 42 mm at a sixth of the size, as the pages' own test does it.
    small = cv2.resize(cv2.subtract(colour[:, :, 2], cv2.max(colour[:, :, 0], colour[:, :, 1])), None, fx=1 / 6, fy=1 / 6,
                       interpolation=cv2.INTER_AREA)
    circles = cv2.HoughCircles(small, cv2.HOUGH_GRADIENT, 1.5, 40, param1=100, param2=30, minRadius=32, maxRadius=46)
    if corners is not None and len(corners):
        seen = corners[0].reshape(4, 2).astype(numpy.float32) * 2
        side = 26 / 25.4 * 300
        left, top = 164 / 25.4 * 300, 12 / 25.4 * 300
        meant = numpy.float32([[left, top], [left + side, top], [left + side, top + side], [left, top + side]])
        cv2.warpPerspective(colour, cv2.getPerspectiveTransform(seen, meant), A4)
    return any(texts), circles is not None


def main(paths):
    page(paths[0])  # libraries are loaded and tables made
    start = time.process_time()
    found = [page(path) for path in paths]
    spent = (time.process_time() - start) / len(paths) * 1000
    print(f"{spent:.1f} {sum(code for code, _ in found)} {sum(circle for _, circle in found)}")


main(sys.argv[1:])
