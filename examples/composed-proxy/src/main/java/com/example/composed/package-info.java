/**
 * A proxy of somebody's own, put together from modules. {@code ComposedProxy} names them; {@code
 * OurParts} is what no module of the proxy decides. Take it as it is and exchange what you want
 * different.
 */
package com.example.composed;
