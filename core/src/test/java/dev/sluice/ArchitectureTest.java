package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A package imports only what stands to its right in: API, async, deque, ring or sync, memory, layout. */
@NullUnmarked
class ArchitectureTest {
    private static final String ROOT = "dev.sluice";

    /** What each package may use of Sluice, beside itself and the value types. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "dev.sluice", Set.of(".async", ".deque", ".synchronizer", ".ring", ".sync", ".memory", ".layout"),
            "dev.sluice.async", Set.of(".deque", ".synchronizer", ".ring", ".sync", ".memory", ".layout"),
            "dev.sluice.synchronizer", Set.of(".sync", ".memory", ".layout"),
            "dev.sluice.deque", Set.of(".ring", ".sync", ".memory", ".layout"),
            "dev.sluice.ring", Set.of(".memory", ".layout"),
            "dev.sluice.sync", Set.of(".memory", ".layout", ".os"),
            "dev.sluice.memory", Set.of(".layout", ".os"),
            "dev.sluice.layout", Set.of());

    /** The types of the API that say something and do nothing: they may be used everywhere. */
    private static final DescribedPredicate<JavaClass> VALUE_TYPES =
            DescribedPredicate.describe("value types of the API", type -> isValue(type.getBaseComponentType()));

    private static JavaClasses core;

    private static boolean isValue(JavaClass type) {
        return type.getPackageName().equals(ROOT)
                && (type.isAssignableTo(Throwable.class)
                        || type.isEquivalentTo(Overflow.class)
                        || type.isEquivalentTo(Waiting.class)
                        || type.isEquivalentTo(DequeStats.class));
    }

    /** By location: whatever else is on the class path, this is the main code of this module, and all of it. */
    @BeforeAll
    static void importClasses() throws URISyntaxException {
        Path location = Path.of(SharedDeque.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        core = new ClassFileImporter().importPath(location);
        List<String> seen = new ArrayList<>();
        for (JavaClass type : core) {
            seen.add(type.getName());
            assertTrue(!type.getName().endsWith("Test"), type::getName);
        }
        assertTrue(seen.size() > 50, seen::toString);
        assertTrue(seen.contains("dev.sluice.layout.HeaderLayout"), seen::toString);
        assertTrue(seen.contains("dev.sluice.sync.Guard"), seen::toString);
    }

    /** There is no package whose place in the order nobody has decided on. */
    @Test
    void everyPackageIsKnown() {
        for (JavaClass type : core) {
            assertTrue(
                    ALLOWED.containsKey(type.getPackageName())
                            || type.getPackageName().isEmpty(),
                    () -> type.getName() + ": say in this test what its package may use");
        }
    }

    private static ArchRule direction(String from) {
        String[] allowed = ALLOWED.get(from).stream().map(name -> ROOT + name).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..")
                        .and(resideOutsideOfPackages(allowed))
                        .and(DescribedPredicate.not(resideInAPackage(from)))
                        .and(DescribedPredicate.not(VALUE_TYPES)));
    }

    /** Each package uses only those to its right; ring and sync do not know each other, nor does deque the kernel. */
    @Test
    void directionOfPackages() {
        for (String from : ALLOWED.keySet()) {
            direction(from).allowEmptyShould(from.equals("dev.sluice.async")).check(core);
        }
    }

    /** Value types use nothing of Sluice but each other. */
    @Test
    void valueTypesStandAlone() {
        noClasses()
                .that(VALUE_TYPES)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..").and(DescribedPredicate.not(VALUE_TYPES)))
                .check(core);
    }

    /** Only the native module knows JNA, and nothing uses Unsafe or the JDK's internals. */
    @Test
    void noNativeAccess() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "sun.misc..", "jdk.internal..", "sun.nio..")
                .check(core);
    }

    /** Agrona, most of which needs JVM flags, is kept to the raw edges, to memory if it has them, and to the idle strategies. */
    @Test
    void whoUsesAgrona() {
        DescribedPredicate<JavaClass> users = DescribedPredicate.describe(
                "users of Agrona",
                type -> Set.of(
                                "dev.sluice.SharedDeque",
                                "dev.sluice.RawMessages",
                                "dev.sluice.memory.MappedRegion",
                                "dev.sluice.memory.UnsafeRegion",
                                "dev.sluice.sync.PollingWaiter")
                        .contains(outermost(type).getName()));
        noClasses()
                .that(DescribedPredicate.not(users))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.agrona..")
                .check(core);
        noClasses()
                .that(DescribedPredicate.describe(
                        "other than RawMessages",
                        type -> !outermost(type).getName().equals("dev.sluice.RawMessages")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.agrona.concurrent.UnsafeBuffer")
                .check(core);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** Shared memory is touched by the kinds of MappedRegion only: nobody else makes views of buffers, or uses addresses. */
    @Test
    void whoTouchesMemory() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "other than memory", type -> !type.getPackageName().equals("dev.sluice.memory")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.MappedByteBuffer")
                .check(core);
        noClasses()
                .that(DescribedPredicate.describe(
                        "other than memory", type -> !type.getPackageName().equals("dev.sluice.memory")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.agrona.UnsafeApi")
                .check(core);
    }

    /** The rules do find something: the classes are there, and a wrong rule fails. */
    @Test
    void rulesCanFail() {
        assertThrows(
                AssertionError.class,
                () -> noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.agrona..")
                        .check(core));
        assertThrows(
                AssertionError.class,
                () -> noClasses()
                        .that()
                        .resideInAPackage("dev.sluice.deque")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.sluice.ring")
                        .check(core));
        JavaClasses none = new ClassFileImporter().importPackages("dev.sluice.nowhere");
        assertEquals(0, none.size());
        assertThrows(AssertionError.class, () -> direction("dev.sluice.sync").check(none));
        assertThrows(
                AssertionError.class,
                () -> classes()
                        .that()
                        .resideInAPackage("dev.sluice.nowhere")
                        .should()
                        .bePublic()
                        .check(core));
    }
}
